#include "csv/csv_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "csv/feed.hpp"
#include "lunokhod/sheets/limits.hpp"
#include "readers.hpp"

namespace lunokhod::sheets {
namespace {

constexpr std::size_t slack = 64;  // the scanner looks past the end
constexpr std::size_t usual_stretch = TextPool::chunk_size - slack;
constexpr std::size_t longest_stretch = TextPool::max_length - slack;
constexpr std::size_t first_stretch = std::size_t{64} << 10;  // a search for the header should not read a megabyte
constexpr std::size_t batch_bytes = std::size_t{128} << 10;   // records of this much text are handed on together

// Records → batches of cells, with the rows and columns asked for.
class CellBatches {
 public:
  CellBatches(const ReadOptions& options, CellSink& sink) : options_(options), sink_(sink) {}

  bool add(const csv::Records& records, std::uint32_t row) {
    const std::uint64_t end_row = options_.row_limit ? std::uint64_t{options_.first_row} + options_.row_limit : no_end;
    std::size_t start = 0;
    for (const std::uint32_t end : records.ends) {
      if (row >= end_row) break;
      if (row >= options_.first_row) add_row(records.fields.get() + start, end - start, row);
      start = end;
      ++row;
    }
    const bool go_on = batch_.empty() || sink_.cells(batch_);
    batch_.clear();
    return go_on && row < end_row;
  }

 private:
  static constexpr std::uint64_t no_end = ~std::uint64_t{0};

  void add_row(const std::uint64_t* fields, std::size_t count, std::uint32_t row) {
    if (options_.columns) count = std::min(count, options_.columns->size());
    for (std::size_t column = 0; column < count; ++column) {
      if ((fields[column] & 0xFFFFFF) == 0 || (options_.columns && !(*options_.columns)[column])) continue;
      batch_.push_back({row, static_cast<std::uint16_t>(column), CellKind::text, 0, fields[column]});
    }
  }

  const ReadOptions& options_;
  CellSink& sink_;
  std::vector<Cell> batch_;
};

}  // namespace

Result<std::unique_ptr<Reader>> open_csv(const Content& content, const OpenOptions& options) {
  // Read in pieces where that is possible: the pages of a map would count as memory of ours.
  auto file = InputFile::open(content.path);
  const bool same = file.ok() && file->size() == content.bytes.size();
  csv::Input input = same ? csv::Input(*std::move(file)) : csv::Input(content);
  return std::unique_ptr<Reader>(TRY(CsvReader::open(std::move(input), options)));
}

Result<std::unique_ptr<CsvReader>> CsvReader::open(csv::Input input, const OpenOptions& options) {
  std::unique_ptr<CsvReader> reader(new CsvReader(std::move(input)));
  reader->dialect_ = TRY(csv::detect_dialect(reader->input_, options.csv));
  const csv::Dialect& found = reader->dialect_;
  reader->warn_once(fmt::format(
      "csv: {}, {}", encoding_name(found.encoding),
      found.separator_found ? "separator " + csv::separator_name(found.separator) : "no separator, one column"));
  return reader;
}

void CsvReader::warn_once(std::string warning) {
  if (std::find(warnings_.begin(), warnings_.end(), warning) == warnings_.end())
    warnings_.push_back(std::move(warning));
}

Error CsvReader::unclosed_quote(std::uint64_t line) const {
  return Error{Code::data_rejected, fmt::format("a quote opened in line {} is never closed", line),
               "close it, or write two quotes where one is meant", fmt::format("line {}", line)};
}

Result<void> CsvReader::check_width(const csv::Records& records, std::uint64_t first_line) const {
  std::size_t start = 0;
  for (std::size_t i = 0; i < records.ends.size(); ++i) {
    if (records.ends[i] - start > limits::columns) {
      return Error{Code::limit, fmt::format("a line has more than {} columns", limits::columns), "check the separator",
                   fmt::format("about line {}", first_line + i)};
    }
    start = records.ends[i];
  }
  return {};
}

Result<SheetDetails> CsvReader::read(std::size_t, const ReadOptions& options, CellSink& sink) {
  CellBatches batches(options, sink);
  // Where texts need not outlive the batch, nobody keeps the pool either.
  CHECKED(walk(options.transient_texts, [&](const csv::Records& records, std::uint32_t row) -> Result<bool> {
    return batches.add(records, row);
  }));
  return SheetDetails{};
}

Result<void> CsvReader::walk(bool transient, const Visitor& visit) {
  csv::Feed feed(input_, dialect_.encoding, dialect_.encoding_certain, dialect_.offset);
  csv::Scanner scanner{.separator = dialect_.separator, .newline = dialect_.newline};
  scanner.line += dialect_.separator_line;
  csv::Records records;
  std::string carried;
  std::size_t room = first_stretch, skip = dialect_.skip;
  std::uint32_t row = 0;
  bool stopped = false;
  while (!stopped) {
    if (transient) pool_ = std::make_shared<TextPool>();
    char* text = pool_->reserve(room + slack);
    std::memcpy(text, carried.data(), carried.size());
    std::size_t size = carried.size() + TRY(feed.fill(text + carried.size(), room - carried.size()));
    const bool last = feed.at_end();
    if (size == 0 && last) break;
    const std::uint64_t base = pool_->commit(size).offset();
    std::size_t at = std::min(skip, size);
    const bool hopeless = !last && room == longest_stretch;
    while (at < size && !stopped) {
      records.make_room(size - at);
      const std::uint64_t line = scanner.line;
      const std::size_t next = scanner.scan(text, at, size, batch_bytes, base, last, records);
      if (records.ends.empty()) break;
      CHECKED(check_width(records, line));
      stopped = !TRY(visit(records, row));
      row += static_cast<std::uint32_t>(records.ends.size());
      at = next;
    }
    if (scanner.unclosed_line != 0 && !stopped) return unclosed_quote(scanner.unclosed_line);
    if (last) break;
    if (hopeless && at <= skip) {
      scanner.scan(text, at, size, size, base, true, records);
      if (scanner.unclosed_line != 0) return unclosed_quote(scanner.unclosed_line);
      return Error{Code::limit, "a line is longer than 16 MiB", "check the line ends",
                   fmt::format("line {}", scanner.line)};
    }
    carried.assign(text + at, size - at);
    skip = skip > size ? skip - size : 0;
    room = carried.size() > usual_stretch / 2 ? std::min(longest_stretch, std::max(room, usual_stretch) * 2)
                                              : usual_stretch;
  }
  if (feed.damaged() != 0) {
    warn_once(fmt::format("{} bytes are no {} and were replaced", feed.damaged(), encoding_name(feed.encoding())));
  }
  if (feed.encoding() != dialect_.encoding) {
    warn_once(fmt::format("csv: {} from the first letter that is not ASCII", encoding_name(feed.encoding())));
  }
  if (feed.zeros() != 0) warn_once(fmt::format("{} zero bytes were left out", feed.zeros()));
  if (scanner.tails != 0) {
    warn_once(fmt::format("text after a closing quote, kept as part of the field: {} times, first in line {}",
                          scanner.tails, scanner.tail_line));
  }
  return {};
}

}  // namespace lunokhod::sheets
