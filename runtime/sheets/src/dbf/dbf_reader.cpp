// dBase and FoxPro tables (.dbf, or one named .xls): row 1 holds the names of the fields, deleted records are left out.
#include <bit>
#include <cmath>

#include "cell_batch.hpp"
#include "lunokhod/base/calendar.hpp"
#include "lunokhod/base/encoding.hpp"
#include "lunokhod/base/text.hpp"
#include "ole/byte_cursor.hpp"
#include "readers.hpp"
#include "xls/strings.hpp"
#include "xlsx/number_text.hpp"
#include "xlsx/text_store.hpp"

namespace lunokhod::sheets {
namespace {

struct Field {
  std::string name;
  char type = 'C';
  std::size_t offset = 0, size = 0;
};

constexpr std::size_t header_size = 32, field_size = 32;
constexpr double julian_of_serial_zero = 2'415'018.5 + 0.5;  // day number of 1899-12-30

// The language driver byte of the header; 0: not said.
int code_page_of(unsigned driver) {
  switch (driver) {
    case 0x01:
      return 437;
    case 0x02:
      return 850;
    case 0x03:
    case 0x57:
    case 0x58:
    case 0x59:
      return 1252;
    case 0x26:
    case 0x65:
      return 866;
    case 0xC9:
      return 1251;
    case 0x64:
      return 852;
    case 0xC8:
      return 1250;
    default:
      return 0;
  }
}

class DbfReader final : public Reader {
 public:
  explicit DbfReader(Content content)
      : content_(std::move(content)), texts_(pool_, limits::kept_bytes(content_.bytes.size())) {}

  Result<void> start();
  Format format() const override { return Format::dbf; }
  const std::vector<SheetInfo>& sheets() const override { return sheets_; }
  Result<SheetDetails> read(std::size_t sheet, const ReadOptions& options, CellSink& sink) override;

 private:
  void read_fields(unsigned version);
  int guess_code_page() const;
  std::string_view record(std::size_t number) const {
    return content_.bytes.substr(header_ + number * record_, record_);
  }
  bool cell(CellBatch& batch, std::uint32_t row, std::uint32_t column, const Field& field, std::string_view raw);

  Content content_;
  xlsx::TextStore texts_;
  std::vector<SheetInfo> sheets_{{"Sheet1"}};
  std::vector<Field> fields_;
  std::size_t header_ = 0, record_ = 0, records_ = 0;
  std::unique_ptr<xls::CodePageText> text_;
  bool told_of_memos_ = false;
};

Result<void> DbfReader::start() {
  ByteCursor cursor(content_.bytes);
  const unsigned version = cursor.u8();
  cursor.skip(3);
  const std::size_t claimed = cursor.u32();
  header_ = cursor.u16();
  record_ = cursor.u16();
  cursor.skip(17);
  const unsigned driver = cursor.u8();
  if (cursor.failed() || header_ > content_.bytes.size() || record_ < 2)
    return Error{Code::data_rejected, "the dBase table is damaged: its header is cut", "export it again"};
  records_ = std::min(claimed, (content_.bytes.size() - header_) / record_);
  if (records_ < claimed)
    warnings_.push_back("the table is cut short: it claims " + std::to_string(claimed) + " records and has " +
                        std::to_string(records_));
  read_fields(version);
  if (fields_.empty()) return Error{Code::data_rejected, "the dBase table has no fields", "export it again"};
  const int page = code_page_of(driver) ? code_page_of(driver) : guess_code_page();
  text_ = std::make_unique<xls::CodePageText>(page);
  warnings_.push_back("dBase: code page " + std::to_string(page));
  return {};
}

void DbfReader::read_fields(unsigned version) {
  std::size_t offset = 1;  // behind the mark of deletion
  for (std::size_t at = header_size; at + field_size <= header_ && content_.bytes[at] != '\r'; at += field_size) {
    const auto raw = content_.bytes.substr(at, field_size);
    Field field;
    field.name = raw.substr(0, std::min<std::size_t>(raw.find('\0'), 11));
    field.type = raw[11];
    field.size = static_cast<unsigned char>(raw[16]);
    if (field.type == 'C' && version != 0x03) field.size += 256u * static_cast<unsigned char>(raw[17]);
    field.offset = offset;
    offset += field.size;
    if (offset > record_) break;
    if (field.type != '0') fields_.push_back(std::move(field));  // '0': FoxPro's null flags
  }
}

// Old programs do not say: the words themselves do.
int DbfReader::guess_code_page() const {
  std::string sample;
  for (std::size_t i = 0; i < records_ && sample.size() < 20'000; ++i)
    for (const auto& field : fields_)
      if (field.type == 'C') sample.append(text::trim(record(i).substr(field.offset, field.size))).append(" ");
  switch (detect_encoding(sample)) {
    case Encoding::cp1251:
      return 1251;
    case Encoding::koi8_r:
      return 20866;
    case Encoding::utf8:
      return 65001;
    case Encoding::cp1252:
    case Encoding::latin1:
      return 1252;
    default:
      return 866;
  }
}

Result<SheetDetails> DbfReader::read(std::size_t, const ReadOptions& options, CellSink& sink) {
  CellBatch batch(sink, options);
  for (std::size_t i = 0; i < fields_.size(); ++i)
    if (batch.wants_row(0))
      batch.add(0, static_cast<std::uint32_t>(i), CellKind::text, texts_.add(text_->text(fields_[i].name)).word);
  std::uint32_t row = 0;
  for (std::size_t i = 0; i < records_ && !batch.stopped(); ++i) {
    const auto bytes = record(i);
    if (bytes.front() == '*') continue;
    if (++row >= limits::rows) {
      warnings_.push_back("the table has more records than a sheet has rows: the rest is left out");
      break;
    }
    if (batch.past_last_row(row)) break;
    if (!batch.wants_row(row)) continue;
    for (std::size_t column = 0; column < fields_.size(); ++column) {
      const auto& field = fields_[column];
      if (!batch.wants_column(static_cast<std::uint32_t>(column))) continue;
      if (!cell(batch, row, static_cast<std::uint32_t>(column), field, bytes.substr(field.offset, field.size))) break;
    }
    if (texts_.full()) return texts_.full_error();
  }
  batch.flush();
  return SheetDetails{};
}

bool DbfReader::cell(CellBatch& batch, std::uint32_t row, std::uint32_t column, const Field& field,
                     std::string_view raw) {
  const auto trimmed = text::trim(raw);
  switch (field.type) {
    case 'N':
    case 'F':
      if (trimmed.empty()) return true;
      if (const auto value = xlsx::parse_number(trimmed)) return batch.add_number(row, column, *value);
      break;
    case 'D':
      if (trimmed.empty() || trimmed == "00000000") return true;
      if (const auto date = calendar::parse(trimmed); date && trimmed.size() == 8)
        return batch.add_number(row, column, calendar::serial_from_microseconds(date->microseconds), 0,
                                NumberKind::date);
      break;
    case 'L':
      if (trimmed.empty() || trimmed == "?") return true;
      return batch.add(row, column, CellKind::boolean,
                       std::string_view("TtYy").find(trimmed[0]) != std::string_view::npos);
    case 'I':
      if (raw.size() == 4) return batch.add_number(row, column, load<std::int32_t>(raw.data()));
      break;
    case 'B':
      if (raw.size() == 8) return batch.add_number(row, column, load<double>(raw.data()));
      break;
    case 'Y':
      if (raw.size() == 8)
        return batch.add_number(row, column, static_cast<double>(load<std::int64_t>(raw.data())) / 1e4);
      break;
    case 'T': {
      if (raw.size() != 8) break;
      const auto day = load<std::int32_t>(raw.data()), milliseconds = load<std::int32_t>(raw.data() + 4);
      if (day <= 0) return true;
      const double serial = day - julian_of_serial_zero + milliseconds / 86'400'000.0;
      return batch.add_number(row, column, serial, 0, NumberKind::date_with_time);
    }
    case 'M':
    case 'G':
    case 'P':
      if (!told_of_memos_) warnings_.push_back("dBase: memo fields live in another file and are left out");
      told_of_memos_ = true;
      return true;
    default:
      break;
  }
  std::string words = text_->text(raw);
  while (!words.empty() && (words.back() == ' ' || words.back() == '\0')) words.pop_back();
  return batch.add(row, column, CellKind::text, texts_.add(words).word);
}

}  // namespace

Result<std::unique_ptr<Reader>> open_dbf(const Content& content, const OpenOptions&) {
  auto reader = std::make_unique<DbfReader>(content);
  CHECKED(reader->start());
  return std::unique_ptr<Reader>(std::move(reader));
}

}  // namespace lunokhod::sheets
