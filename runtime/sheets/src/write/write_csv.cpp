#include "lunokhod/sheets/write_csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lunokhod/base/calendar.hpp"
#include "lunokhod/base/encoding.hpp"
#include "lunokhod/base/text.hpp"
#include "lunokhod/platform/files.hpp"
#include "lunokhod/platform/parallel.hpp"
#include "write/csv_field.hpp"
#include "write/date_text.hpp"
#include "write/numbers.hpp"

namespace lunokhod::sheets {
namespace {

using namespace writing;

Result<void> check(const CsvWriteOptions& options) {
  const auto refuse = [](std::string what, std::string hint) {
    return Error{Code::invalid_argument, std::move(what), std::move(hint)};
  };
  if (std::strchr("\"\r\n'+-", options.separator) || std::isalnum(static_cast<unsigned char>(options.separator)) ||
      static_cast<unsigned char>(options.separator) >= 0x80) {
    return refuse("this separator would be lost among the values", "';', ',', tab or '|'");
  }
  if (options.decimal_mark != '.' && options.decimal_mark != ',') return refuse("the decimal mark is '.' or ','", "");
  if (options.line_end != "\r\n" && options.line_end != "\n" && options.line_end != "\r") {
    return refuse("the line end is CRLF, LF or CR", "");
  }
  return {};
}

// Rows as lines, in a buffer of its own: several of these work side by side.
class CsvLines {
 public:
  CsvLines(const Frame& frame, const CsvWriteOptions& options, Encoding encoding)
      : frame_(frame),
        options_(options),
        encoding_(encoding),
        dates_(options.date_format),
        datetimes_(options.datetime_format) {}

  // Both valid until the next call.
  Result<std::string_view> header() {
    used_ = 0;
    for (std::size_t i = 0; i < frame_.width(); ++i) {
      separate(i);
      put_text(frame_.column(i).name, 0, i);
    }
    end_line();
    return encoded(0, 0);
  }
  Result<std::string_view> rows(std::size_t begin, std::size_t end) {
    used_ = 0;
    for (std::size_t row = begin; row < end && !error_; ++row) {
      for (std::size_t i = 0; i < frame_.width(); ++i) {
        separate(i);
        put_cell(row, i);
      }
      end_line();
    }
    return encoded(begin, end);
  }

 private:
  static constexpr std::size_t smallest_capacity = std::size_t{16} << 10;

  void grow(std::size_t capacity) {
    auto wider = std::make_unique_for_overwrite<char[]>(capacity);
    if (used_) std::memcpy(wider.get(), buffer_.get(), used_);
    buffer_ = std::move(wider);
    capacity_ = capacity;
  }

  char* room(std::size_t bytes) {
    if (capacity_ - used_ < bytes) grow(std::max({smallest_capacity, capacity_ * 2, used_ + bytes}));
    return buffer_.get() + used_;
  }
  void commit(const char* end) { used_ = static_cast<std::size_t>(end - buffer_.get()); }

  void put(std::string_view bytes) {
    char* out = room(bytes.size());
    std::memcpy(out, bytes.data(), bytes.size());
    used_ += bytes.size();
  }
  void separate(std::size_t column) {
    line_start_ = column == 0 ? used_ : line_start_;
    if (column == 0) return;
    *room(1) = options_.separator;
    ++used_;
  }
  void end_line() {
    if (frame_.width() == 1 && used_ == line_start_) put("\"\"");  // an empty line would be no row to a reader
    put(options_.line_end);
  }

  // A value that holds no quote or line end, but perhaps the separator.
  void put_value(char* start, char* end) {
    if (std::memchr(start, options_.separator, static_cast<std::size_t>(end - start))) {
      std::memmove(start + 1, start, static_cast<std::size_t>(end - start));
      *start = '"';
      ++end;
      *end++ = '"';
    }
    commit(end);
  }

  void put_text(std::string_view text, std::size_t row, std::size_t column) {
    char* out = room(text.size() * 2 + 3);
    if (options_.formulas == FormulaPolicy::keep || !looks_like_formula(text)) {
      return commit(write_field(out, text, options_.separator));
    }
    if (options_.formulas == FormulaPolicy::reject && !error_) {
      error_ = Error{Code::data_rejected, fmt::format("'{}' would be a formula in a spreadsheet", text::cut(text, 60)),
                     "write it with formulas = escape, or clean the column", place(row, column)};
    }
    commit(write_escaped_field(out, text, options_.separator));
  }

  void put_number(double value) {
    if (!std::isfinite(value)) return;
    char* out = room(number_room + 2);
    char* end = write_float(out, value);
    if (options_.decimal_mark != '.') {
      if (void* mark = std::memchr(out, '.', static_cast<std::size_t>(end - out)))
        *static_cast<char*>(mark) = options_.decimal_mark;
    }
    put_value(out, end);
  }

  void put_moment(DateText& format, std::int64_t microseconds) {
    const std::string_view text = format.text(microseconds);
    char* out = room(text.size() * 2 + 3);
    commit(write_field(out, text, options_.separator));
  }

  void put_cell(std::size_t row, std::size_t index) {
    const Column& column = frame_.column(index);
    if (column.is_null(row)) return;
    switch (column.dtype) {
      case Dtype::text:
        return put_text(column.as_text(row), row + 1, index);
      case Dtype::integer:
        return commit(write_integer(room(number_room), column.as_integer(row)));
      case Dtype::decimal: {
        char* out = room(number_room + 2);
        return put_value(out, write_decimal(out, column.as_integer(row), column.scale, options_.decimal_mark));
      }
      case Dtype::float_:
        return put_number(column.as_float(row));
      case Dtype::date:
        return put_moment(dates_, column.as_integer(row) * calendar::microseconds_per_day);
      case Dtype::datetime:
        return put_moment(datetimes_, column.as_integer(row));
      case Dtype::boolean:
        return put(column.words[row] ? "true" : "false");
      case Dtype::mixed:
        return put_mixed(column, row, index);
    }
  }

  void put_mixed(const Column& column, std::size_t row, std::size_t index) {
    switch (column.kinds[row]) {
      case CellKind::empty:
        return;
      case CellKind::number:
        return put_number(column.as_float(row));
      case CellKind::boolean:
        return put(column.words[row] ? "true" : "false");
      case CellKind::date: {
        const std::int64_t at = column.as_integer(row);
        return put_moment(at % calendar::microseconds_per_day ? datetimes_ : dates_, at);
      }
      case CellKind::text:
      case CellKind::error:
        return put_text(column.as_text(row), row + 1, index);
    }
  }

  std::string place(std::size_t line_row, std::size_t column) const {
    return fmt::format("row {}, column '{}'", line_row + 1, frame_.column(column).name);
  }

  Result<std::string_view> encoded(std::size_t begin, std::size_t end) {
    if (error_) return *std::move(error_);
    const std::string_view bytes{buffer_.get(), used_};
    if (encoding_ == Encoding::utf8 || encoding_ == Encoding::utf8_bom) return bytes;
    Result<std::string> converted = from_utf8(bytes, encoding_);
    if (!converted) return located(std::move(converted).error(), begin, end);
    converted_ = *std::move(converted);
    return std::string_view(converted_);
  }

  // Which cell it was that has no form in this encoding: looked for again, as it is rare.
  Error located(Error error, std::size_t first, std::size_t last) const {
    for (std::size_t i = 0; i < frame_.width(); ++i) {
      if (!from_utf8(frame_.column(i).name, encoding_)) error.where = place(0, i);
    }
    for (std::size_t row = first; row < last && error.where.empty(); ++row) {
      for (std::size_t i = 0; i < frame_.width() && error.where.empty(); ++i) {
        if (!from_utf8(frame_.column(i).display(row), encoding_)) error.where = place(row + 1, i);
      }
    }
    if (error.hint.empty()) error.hint = "write it as utf-8";
    return error;
  }

  const Frame& frame_;
  const CsvWriteOptions& options_;
  Encoding encoding_;
  DateText dates_, datetimes_;
  std::unique_ptr<char[]> buffer_;
  std::size_t capacity_ = 0, used_ = 0, line_start_ = 0;
  std::string converted_;
  std::optional<Error> error_;
};

std::string_view byte_order_mark(const CsvWriteOptions& options, Encoding encoding) {
  if (!options.bom && encoding != Encoding::utf8_bom) return {};
  if (encoding == Encoding::utf8 || encoding == Encoding::utf8_bom) return "\xEF\xBB\xBF";
  if (encoding == Encoding::utf16le) return "\xFF\xFE";
  if (encoding == Encoding::utf16be) return "\xFE\xFF";
  return {};
}

// Blocks of rows are made into lines side by side and written in their order.
Result<void> write_rows(AtomicFile& file, const Frame& frame, const CsvWriteOptions& options, Encoding encoding) {
  constexpr std::size_t block = 4096;
  const std::size_t workers = worker_count(frame.height() * frame.width());
  std::vector<CsvLines> lines;
  for (std::size_t i = 0; i < workers; ++i) lines.emplace_back(frame, options, encoding);
  CHECKED(file.write(byte_order_mark(options, encoding)));
  const std::string_view header = TRY(lines[0].header());
  CHECKED(file.write(header));
  for (std::size_t row = 0; row < frame.height(); row += block * workers) {
    std::vector<Result<std::string_view>> made(workers, std::string_view());
    each_job(workers, workers, [&](std::size_t i) {
      const std::size_t begin = std::min(row + i * block, frame.height());
      made[i] = lines[i].rows(begin, std::min(begin + block, frame.height()));
    });
    for (auto& lines_made : made) {
      const std::string_view bytes = TRY(std::move(lines_made));
      CHECKED(file.write(bytes));
    }
  }
  return {};
}

Result<void> write_whole(const std::string& path, const Frame& frame, const CsvWriteOptions& options) {
  CHECKED(check(options));
  const Encoding encoding = TRY(encoding_from_name(options.encoding));
  AtomicFile file = TRY(AtomicFile::create(path));
  CHECKED(write_rows(file, frame, options, encoding));
  return file.commit(options.durable);
}

}  // namespace

Result<void> write_csv(const std::string& path, const Frame& frame, const CsvWriteOptions& options) {
  Result<void> written = write_whole(path, frame, options);
  if (written) return written;
  Error error = std::move(written).error();
  if (error.where.find(path) == std::string::npos) error.where = error.where.empty() ? path : path + ", " + error.where;
  return error;
}

}  // namespace lunokhod::sheets
