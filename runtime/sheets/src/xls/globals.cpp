#include "xls/globals.hpp"

#include <algorithm>
#include <map>

#include "lunokhod/sheets/limits.hpp"
#include "xls/links.hpp"
#include "xls/shared_strings.hpp"

namespace lunokhod::sheets::xls {
namespace {

enum Substream : std::uint16_t {
  globals = 0x0005,
  worksheet = 0x0010,
  chart = 0x0020,
  macro = 0x0040,
  workspace = 0x0100
};

class GlobalsParser {
 public:
  GlobalsParser(std::string_view stream, TextPool& pool, std::vector<std::string>& warnings)
      : stream_(stream), pool_(pool), warnings_(warnings) {}

  Result<Globals> parse();

 private:
  void take(const Record& record, RecordReader& reader);
  void bound_sheet(std::string_view data);
  void sheet_header_4(const Record& record);
  void number_format(const Record& record);
  void extended_format(const Record& record);
  std::string short_text(ByteCursor& cursor, std::size_t length);
  void resolve_formats();

  std::string_view stream_;
  TextPool& pool_;
  std::vector<std::string>& warnings_;
  Globals result_;
  std::vector<std::uint16_t> xf_ids_;
  std::map<std::uint16_t, NumberKind> formats_;
  std::uint16_t formats_seen_ = 0;
  LinkRecords links_;
  std::vector<Record> late_names_;  // BOUNDSHEETs, kept until the code page is known
};

Result<Globals> GlobalsParser::parse() {
  std::uint16_t substream = 0;
  result_.biff = version_at(stream_, 0, &substream);
  if (result_.biff == 0)
    return Error{Code::data_rejected, "this is no Excel workbook: it does not begin with a BOF record",
                 "open it in Excel and save it again"};
  const bool single = substream != globals && substream != workspace;
  RecordReader reader(stream_, 0);
  Record record;
  reader.next(record);
  result_.workspace = substream == workspace;
  int inside = 0;  // sheets of a workspace
  while (reader.next(record)) {
    if (is_bof(record.type) && substream == globals) break;
    if (is_bof(record.type)) ++inside;
    if (record.type == type::eof && inside-- == 0) break;
    if (inside <= 0 || !result_.workspace) take(record, reader);
  }
  result_.text = std::make_shared<CodePageText>(result_.code_page);
  for (const auto& late : late_names_) late.type == type::bound_sheet ? bound_sheet(late.data) : sheet_header_4(late);
  if (result_.sheets.size() > limits::sheets)
    return Error{Code::limit, "the workbook has more than 10,000 sheets", "the file is damaged"};
  if (single && result_.sheets.empty()) {
    result_.sheets.push_back({"Sheet1", substream == chart   ? SheetKind::chart
                                        : substream == macro ? SheetKind::macro
                                                             : SheetKind::worksheet});
    result_.offsets.push_back(0);
  }
  if (result_.sheets.empty())
    return Error{Code::data_rejected, "the workbook lists no sheets", "the file is damaged: save it again in Excel"};
  resolve_formats();
  result_.links = links_.read(result_.biff, *result_.text, result_.sheets);
  return std::move(result_);
}

// What is said of the workbook as a whole; the cells of an old single sheet pass by unseen.
void GlobalsParser::take(const Record& record, RecordReader& reader) {
  switch (record.type) {
    case type::code_page:
      if (record.data.size() >= 2) result_.code_page = load<std::uint16_t>(record.data.data());
      break;
    case type::date_1904:
      if (record.data.size() >= 2) result_.base_1904 = load<std::uint16_t>(record.data.data()) == 1;
      break;
    case type::bound_sheet:
    case type::sheet_header_4:
      if (late_names_.size() <= limits::sheets) late_names_.push_back(record);
      break;
    case type::format:
    case type::format_2:
      number_format(record);
      break;
    case type::xf:
    case type::xf_2:
    case type::xf_3:
    case type::xf_4:
      extended_format(record);
      break;
    case type::external_book:
    case type::external_sheet:
    case type::external_name:
    case type::name:
      links_.take(record, reader);
      break;
    case type::sst:
      read_shared_strings(record, reader, pool_, result_.strings, warnings_);
      break;
    default:
      break;
  }
}

// One byte or two of length were read by the caller; BIFF8 has a byte of flags before the characters.
std::string GlobalsParser::short_text(ByteCursor& cursor, std::size_t length) {
  std::string out;
  if (result_.biff < 8) {
    CodePageText(result_.code_page).append(out, cursor.rest().substr(0, length));
    return out;
  }
  const bool wide = cursor.u8() & 1;
  const auto bytes = cursor.rest().substr(0, wide ? length * 2 : length);
  wide ? append_utf16(out, bytes) : append_latin1(out, bytes);
  return out;
}

void GlobalsParser::bound_sheet(std::string_view data) {
  ByteCursor cursor(data);
  const std::uint32_t offset = cursor.u32();
  const std::uint8_t state = cursor.u8() & 3, kind = cursor.u8();
  const std::size_t length = cursor.u8();
  if (cursor.failed()) return;
  SheetInfo info;
  info.name = short_text(cursor, length);
  info.kind = kind == 0   ? SheetKind::worksheet
              : kind == 1 ? SheetKind::macro
              : kind == 2 ? SheetKind::chart
                          : SheetKind::other;
  info.visibility = state == 0 ? Visibility::visible : state == 1 ? Visibility::hidden : Visibility::very_hidden;
  if (std::find(result_.offsets.begin(), result_.offsets.end(), offset) != result_.offsets.end()) {
    warnings_.push_back("sheet " + info.name + ": it begins where another one does, it reads as empty");
    info.kind = SheetKind::other;
  }
  result_.sheets.push_back(std::move(info));
  result_.offsets.push_back(offset);
}

// A BIFF4 workspace: each sheet stands in the stream behind its header.
void GlobalsParser::sheet_header_4(const Record& record) {
  ByteCursor cursor(record.data);
  cursor.skip(4);
  const std::size_t length = cursor.u8();
  result_.sheets.push_back({short_text(cursor, length)});
  result_.offsets.push_back(record.offset + 4 + record.data.size());
}

// Up to BIFF4 formats are numbered by their order.
void GlobalsParser::number_format(const Record& record) {
  ByteCursor cursor(record.data);
  std::uint16_t id = formats_seen_++;
  if (record.type == type::format) {
    const std::uint16_t stated = cursor.u16();
    if (result_.biff >= 5) id = stated;
  }
  const std::size_t length = result_.biff >= 8 ? cursor.u16() : cursor.u8();
  formats_[id] = number_kind(short_text(cursor, length));
}

void GlobalsParser::extended_format(const Record& record) {
  ByteCursor cursor(record.data);
  std::uint16_t id = 0;
  if (record.type == type::xf_2) {
    cursor.skip(2);
    id = cursor.u8() & 0x3F;
  } else if (record.type == type::xf) {
    cursor.skip(2);
    id = cursor.u16();
  } else {
    cursor.skip(1);
    id = cursor.u8();
  }
  xf_ids_.push_back(id);
}

void GlobalsParser::resolve_formats() {
  const auto flags_of = [&](std::uint16_t id) {
    const auto found = formats_.find(id);
    return found != formats_.end() ? found->second : builtin_number_kind(id);
  };
  for (const auto id : xf_ids_) result_.xf_formats.push_back(flags_of(id));
  for (std::uint16_t id = 0; id < std::min<std::uint16_t>(formats_seen_, 64); ++id)
    result_.old_formats.push_back(flags_of(id));
}

}  // namespace

int version_at(std::string_view stream, std::size_t offset, std::uint16_t* substream) {
  Record record;
  if (!RecordReader(stream, offset).next(record) || record.data.size() < 4 || !is_bof(record.type)) return 0;
  if (substream) *substream = load<std::uint16_t>(record.data.data() + 2);
  if (record.type == type::bof_2) return 2;
  if (record.type == type::bof_3) return 3;
  if (record.type == type::bof_4) return 4;
  switch (load<std::uint16_t>(record.data.data())) {
    case 0x0600:
      return 8;
    case 0x0400:
      return 4;
    case 0x0300:
      return 3;
    case 0x0200:
      return 2;
    default:
      return 5;
  }
}

Result<Globals> read_globals(std::string_view stream, TextPool& pool, std::vector<std::string>& warnings) {
  return GlobalsParser(stream, pool, warnings).parse();
}

}  // namespace lunokhod::sheets::xls
