#include "ods/content_parser.hpp"

#include <algorithm>
#include <array>

#include "iso_values.hpp"
#include "lunokhod/base/text.hpp"
#include "lunokhod/sheets/limits.hpp"
#include "ods/formula_text.hpp"
#include "xlsx/number_text.hpp"
#include "xml/references.hpp"

namespace lunokhod::sheets::ods {
namespace {

constexpr std::uint64_t most_hidden = 4'000'000;  // rows and columns of all sheets together

// What may stand between the sheets, or before the rows of one, and holds no cells of it.
constexpr std::array<std::string_view, 9> passed_over{"tracked-changes",     "shapes",          "forms",
                                                      "named-expressions",   "dde-links",       "database-ranges",
                                                      "content-validations", "font-face-decls", "data-pilot-tables"};
// What may stand in a paragraph and is not its text.
constexpr std::array<std::string_view, 8> not_text{"annotation",   "note", "ruby-text", "frame",
                                                   "custom-shape", "g",    "image",     "control"};

template <std::size_t n>
bool one_of(const std::array<std::string_view, n>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::uint32_t repeats(std::string_view raw, std::uint32_t most) {
  if (raw.empty()) return 1;
  const auto number = text::parse_integer(raw);
  if (!number || *number < 1) return 1;
  return static_cast<std::uint32_t>(std::min<std::int64_t>(*number, most));
}

bool is_hidden(std::string_view visibility) {
  return visibility == "collapse" || visibility == "filter";
}

}  // namespace

Result<StoredDocument> ContentParser::parse() {
  bool rooted = false;
  while (true) {
    const Event event = scanner_.next();
    if (event == Event::finished) break;
    if (event != Event::start) continue;
    rooted = rooted || scanner_.is("document-content") || scanner_.is("document");
    if (!rooted) return Error{Code::data_rejected, "content.xml is no OpenDocument", "save the file again"};
    if (scanner_.is("style")) {
      style();
    } else if (scanner_.is("null-date")) {
      document_.base_1904 = scanner_.attribute("date-value") == "1904-01-01";
    } else if (scanner_.is("table")) {
      CHECKED(table());
    } else if (document_.stored.empty()) {
      if (one_of(passed_over, scanner_.name())) scanner_.skip();
    } else if (scanner_.is("table-row")) {
      CHECKED(row());
    } else if (scanner_.is("table-column")) {
      column();
    } else if (one_of(passed_over, scanner_.name())) {
      scanner_.skip();
    }
  }
  if (scanner_.error()) return *scanner_.error();
  if (document_.sheets.empty())
    return Error{Code::data_rejected, "the document has no sheets", "open it in LibreOffice and save it as xlsx"};
  return std::move(document_);
}

// Only one thing of a style matters: does it hide a sheet?
void ContentParser::style() {
  if (scanner_.attribute("family") != "table" || scanner_.empty()) return;
  const std::string name(scanner_.attribute("name"));
  for (int depth = 1; depth > 0;) {
    const Event event = scanner_.next();
    if (event == Event::finished) return;
    if (event == Event::end) --depth;
    if (event != Event::start) continue;
    if (scanner_.is("table-properties") && scanner_.attribute("display") == "false") hidden_table_styles_.insert(name);
    if (!scanner_.empty()) ++depth;
  }
}

Result<void> ContentParser::table() {
  if (document_.sheets.size() == limits::sheets)
    return Error{Code::limit, "the document has more than 10,000 sheets", "the file is damaged"};
  SheetInfo info;
  xml::append_resolved(info.name, scanner_.attribute("name"));
  if (hidden_table_styles_.contains(scanner_.attribute("style-name"))) info.visibility = Visibility::hidden;
  document_.sheets.push_back(std::move(info));
  document_.stored.emplace_back();
  row_ = 0;
  format_columns_ = 0;
  return {};
}

void ContentParser::column() {
  const auto count = repeats(scanner_.attribute("number-columns-repeated"), limits::columns);
  const bool hidden = is_hidden(scanner_.attribute("visibility"));
  const auto next = std::min(format_columns_ + count, limits::columns);
  for (; hidden && format_columns_ < next && hidden_ < most_hidden; ++format_columns_, ++hidden_)
    sheet().details.hidden_columns.push_back(static_cast<std::uint16_t>(format_columns_));
  format_columns_ = next;
}

Result<void> ContentParser::row() {
  const auto count = repeats(scanner_.attribute("number-rows-repeated"), limits::rows);
  const bool hidden = is_hidden(scanner_.attribute("visibility"));
  row_flags_ = hidden ? CellFlag::hidden_row : 0;
  column_ = 0;
  const std::uint64_t begin = sheet().cells.size();
  const bool has_cells = !scanner_.empty();
  while (has_cells) {
    const Event event = scanner_.next();
    if (event == Event::finished || event == Event::end) break;
    if (event != Event::start) continue;
    if (scanner_.is("table-cell") || scanner_.is("covered-table-cell"))
      CHECKED(cell());
    else
      scanner_.skip();
    if (texts_.full()) return texts_.full_error();
    if (stored_cells_ > most_cells_)
      return Error{Code::limit, "the sheets hold more cells than a file of this size honestly can", "split the file"};
  }
  if (sheet().cells.size() > begin && row_ < limits::rows)
    sheet().rows.push_back({row_, count, begin, sheet().cells.size()});
  const std::uint32_t next = std::min(row_ + count, limits::rows);
  for (; hidden && row_ < next && hidden_ < most_hidden; ++row_, ++hidden_) sheet().details.hidden_rows.push_back(row_);
  row_ = next;
  return {};
}

Result<void> ContentParser::cell() {
  const auto count = repeats(scanner_.attribute("number-columns-repeated"), limits::columns);
  const auto spanned_columns = repeats(scanner_.attribute("number-columns-spanned"), limits::columns);
  const auto spanned_rows = repeats(scanner_.attribute("number-rows-spanned"), limits::rows);
  if (spanned_columns > 1 || spanned_rows > 1) merge(spanned_columns, spanned_rows);
  Value value = value_of_attributes();
  const auto formula = scanner_.attribute("formula");
  std::string formula_words;
  if (!formula.empty()) {
    value.flags |= CellFlag::formula;
    xml::append_resolved(formula_words, formula);
  }
  const bool stated = value.kind == CellKind::text && !value.wants_text;
  text_.clear();
  if (std::string_view plain; !scanner_.empty() && !scanner_.plain_paragraph(plain)) {
    content();
  } else if (value.wants_text) {
    after_space_ = true;
    paragraph_text(plain);
  }
  if (value.wants_text && !text_.empty()) value.word = texts_.add(text_, column_).word;
  if (value.wants_text && text_.empty()) value.kind = CellKind::empty;
  if (stated || value.kind != CellKind::empty || !formula_words.empty()) {
    if (value.kind == CellKind::empty) value.flags |= CellFlag::formula_without_value;
    if (column_ < limits::columns && row_ < limits::rows) {
      const auto fits = std::min(count, limits::columns - column_);
      if (!formula_words.empty())
        sheet().formulas.push_back({sheet().cells.size(), texts_.add(formula_text(formula_words))});
      sheet().cells.push_back({value.word, static_cast<std::uint16_t>(column_), static_cast<std::uint16_t>(fits),
                               value.kind, static_cast<std::uint8_t>(value.flags | row_flags_)});
      ++stored_cells_;
    }
  }
  column_ = std::min(column_ + count, limits::columns);
  return {};
}

ContentParser::Value ContentParser::value_of_attributes() {
  const auto type = scanner_.attribute("value-type");
  if (scanner_.extension("value-type") == "error") return {CellKind::error, 0, 0, true};
  if (type == "float" || type == "percentage" || type == "currency") {
    const auto number = xlsx::parse_number(scanner_.attribute("value"));
    if (number) return {CellKind::number, std::bit_cast<std::uint64_t>(*number)};
  } else if (type == "date") {
    return date_value(scanner_.attribute("date-value"));
  } else if (type == "time") {
    return time_value(scanner_.attribute("time-value"));
  } else if (type == "boolean") {
    return {CellKind::boolean, scanner_.attribute("boolean-value") == "true"};
  } else if (type == "string") {
    if (const auto stated = scanner_.attribute("string-value"); stated.data()) {
      resolved_.clear();
      xml::append_resolved(resolved_, stated);
      return {CellKind::text, texts_.add(resolved_).word};
    }
  }
  return {CellKind::text, 0, 0, true};
}

ContentParser::Value ContentParser::date_value(std::string_view raw) {
  const auto date = parse_date(raw);
  if (!date) return {CellKind::text, 0, 0, true};
  const double serial = serial_of(*date, document_.base_1904);
  return {CellKind::date, std::bit_cast<std::uint64_t>(serial),
          static_cast<std::uint8_t>(date->has_time ? CellFlag::has_time : 0)};
}

ContentParser::Value ContentParser::time_value(std::string_view raw) {
  const auto days = parse_duration_days(raw);
  if (!days) return {CellKind::text, 0, 0, true};
  return {CellKind::date, std::bit_cast<std::uint64_t>(*days), CellFlag::has_time};
}

// The paragraphs of a cell into text_; its notes, pictures and embedded tables are left out.
void ContentParser::content() {
  paragraphs_ = 0;
  for (int depth = 1; depth > 0;) {
    const Event event = scanner_.next();
    if (event == Event::finished) return;
    if (event == Event::end) --depth;
    if (event != Event::start) continue;
    if (scanner_.is("p") || scanner_.is("h")) {
      if (paragraphs_++ > 0) text_ += '\n';
      if (!scanner_.empty()) inside_paragraph();
    } else if (scanner_.is("list") || scanner_.is("list-item")) {
      if (!scanner_.empty()) ++depth;
    } else {
      scanner_.skip();
    }
  }
}

void ContentParser::inside_paragraph() {
  after_space_ = true;  // white space at the beginning does not count
  for (int depth = 1; depth > 0;) {
    const Event event = scanner_.next();
    if (event == Event::finished) return;
    if (event == Event::text) {
      paragraph_text(scanner_.text());
    } else if (event == Event::end) {
      --depth;
    } else if (scanner_.is("s")) {
      if (text_.size() <= TextPool::max_length)  // a longer one is refused
        text_.append(repeats(scanner_.attribute("c"), 32'767), ' ');
      scanner_.skip();
    } else if (scanner_.is("tab") || scanner_.is("line-break")) {
      text_ += scanner_.is("tab") ? '\t' : '\n';
      scanner_.skip();
    } else if (one_of(not_text, scanner_.name())) {
      scanner_.skip();
    } else if (!scanner_.empty()) {
      ++depth;
    }
  }
}

// Runs of white space are one space, as the format has it.
void ContentParser::paragraph_text(std::string_view raw) {
  if (!scanner_.cdata() && raw.find('&') != raw.npos) {
    resolved_.clear();
    xml::append_resolved(resolved_, raw);
    raw = resolved_;
  }
  bool odd = raw.empty() || raw.front() == ' ';
  char before = 0;
  for (const char c : raw) {
    odd |= static_cast<unsigned char>(c) < ' ' || (c == ' ' && before == ' ');
    before = c;
  }
  if (!odd) {
    text_ += raw;
    after_space_ = before == ' ';
    return;
  }
  for (const char c : raw) {
    const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!space)
      text_ += c;
    else if (!after_space_)
      text_ += ' ';
    after_space_ = space;
  }
}

void ContentParser::merge(std::uint32_t columns, std::uint32_t rows) {
  if (row_ >= limits::rows || column_ >= limits::columns || sheet().details.merged.size() >= limits::merges) return;
  sheet().details.merged.push_back({row_, std::min(row_ + rows, limits::rows) - 1, static_cast<std::uint16_t>(column_),
                                    static_cast<std::uint16_t>(std::min(column_ + columns, limits::columns) - 1)});
}

}  // namespace lunokhod::sheets::ods
