#include "html/tables.hpp"

#include <algorithm>
#include <bit>

#include "lunokhod/base/text.hpp"
#include "lunokhod/sheets/limits.hpp"
#include "xlsx/number_text.hpp"

namespace lunokhod::sheets::html {
namespace {

bool breaks_line(const std::string& name) {
  return name == "br" || name == "p" || name == "div" || name == "li" ||
         (name.size() == 2 && name[0] == 'h' && name[1] > '0');
}

// "@" as Excel writes it into a style: mso-number-format:"\@"
bool is_text_style(const std::string& style) {
  const auto at = style.find("mso-number-format");
  return at != style.npos && style.find('@', at) != style.npos && style.find('@', at) < at + 28;
}

// The number that `text` is, when it is written as a program writes it: nothing would be lost.
std::optional<double> exact_number(std::string_view text) {
  if (text.empty() || text.size() > 16) return std::nullopt;
  const auto value = xlsx::parse_number(text);
  if (!value || text::format_float(*value) != text) return std::nullopt;
  return value;
}

}  // namespace

Result<StoredSheet> TableParser::parse() {
  for (Event event = tokens_.next(); event != Event::finished; event = tokens_.next()) {
    if (event == Event::start) start();
    if (event == Event::end) end();
    if (event == Event::text) append_text(tokens_.text());
    if (texts_.full()) return texts_.full_error();
    if (sheet_.cells.size() > limits::cells / 16)
      return Error{Code::limit, "the page has too many cells", "split the file"};
  }
  finish_row();
  text_between();
  return std::move(sheet_);
}

void TableParser::start() {
  const auto& name = tokens_.name();
  if (name == "script" || name == "style" || name == "title" || name == "xml") {
    tokens_.skip_past_end(name);
  } else if (name == "table") {
    finish_row();  // a table inside a cell comes under what the cell said before
    text_between();
    down_.clear();
    ++tables_;
    ++depth_;
  } else if (name == "tr") {
    if (depth_ == 0) text_between();
    start_row();
  } else if (name == "td" || name == "th") {
    start_cell();
  } else if (breaks_line(name)) {
    line_break();
  }
}

void TableParser::end() {
  const auto& name = tokens_.name();
  if (name == "table") {
    finish_row();
    down_.clear();
    depth_ = std::max(0, depth_ - 1);
  } else if (name == "tr") {
    finish_row();
  } else if (name == "td" || name == "th") {
    finish_cell();
  } else if (name != "br" && breaks_line(name)) {
    line_break();
  }
}

void TableParser::start_row() {
  finish_row();
  in_row_ = true;
  column_ = 0;
  row_begin_ = sheet_.cells.size();
}

void TableParser::finish_row() {
  finish_cell();
  if (!in_row_) return;
  in_row_ = false;
  if (sheet_.cells.size() > row_begin_ && row_ < limits::rows)
    sheet_.rows.push_back({row_, 1, row_begin_, sheet_.cells.size()});
  row_ = std::min(row_ + 1, limits::rows);
  std::erase_if(down_, [&](const Down& cell) { return cell.last_row < row_; });
}

std::uint32_t TableParser::span(std::string_view attribute, std::uint32_t most) const {
  const auto* raw = tokens_.attribute(attribute);
  const auto value = raw ? text::parse_integer(text::trim(*raw)) : std::nullopt;
  return value && *value > 0 ? static_cast<std::uint32_t>(std::min<std::int64_t>(*value, most)) : 1;
}

void TableParser::start_cell() {
  if (!in_row_) start_row();
  finish_cell();
  in_cell_ = true;
  text_.clear();
  after_space_ = true;
  cell_columns_ = span("colspan", 1000);
  cell_rows_ = span("rowspan", 65'534);
  stated_ = {};
  if (const auto* style = tokens_.attribute("style")) stated_.as_text = is_text_style(*style);
  if (tokens_.attribute("x:str")) stated_.as_text = true;
  const auto take = [&](std::string_view attribute, const char* kind) {
    const auto* value = tokens_.attribute(attribute);
    if (!value) return;
    stated_.kind = kind;
    stated_.value = *value;
  };
  take("x:bool", "bool");
  take("x:err", "err");
  take("sdval", "num");
  take("x:num", "num");
  if (const auto* words = tokens_.attribute("x:str"); words && !words->empty()) text_ = *words;
}

void TableParser::finish_cell() {
  if (!in_cell_) return;
  in_cell_ = false;
  // Past the cells that reach down into this row.
  for (bool moved = true; moved;) {
    moved = false;
    for (const auto& cell : down_)
      if (column_ >= cell.column && column_ <= cell.last_column && cell.last_row >= row_) {
        column_ = cell.last_column + 1;
        moved = true;
      }
  }
  const std::uint32_t last_column = column_ + cell_columns_ - 1, last_row = row_ + cell_rows_ - 1;
  if (cell_rows_ > 1 && down_.size() < 1000) down_.push_back({column_, last_column, last_row});
  if (last_column < limits::columns && row_ < limits::rows) {
    if ((cell_rows_ > 1 || cell_columns_ > 1) && sheet_.details.merged.size() < limits::merges)
      sheet_.details.merged.push_back({row_, std::min(last_row, limits::rows - 1), static_cast<std::uint16_t>(column_),
                                       static_cast<std::uint16_t>(last_column)});
    store(column_);
  }
  column_ = std::min(last_column + 1, limits::columns);
  text_.clear();
}

void TableParser::store(std::uint32_t column) {
  const auto put = [&](CellKind kind, std::uint64_t word) {
    sheet_.cells.push_back({word, static_cast<std::uint16_t>(column), 1, kind, 0});
  };
  const auto words = text::trim(text_);  // also of the no-break spaces that stand for empty cells
  const std::string_view kind = stated_.kind;
  if (kind == "num" && !stated_.as_text) {
    const auto value = xlsx::parse_number(text::trim(stated_.value.empty() ? words : std::string_view(stated_.value)));
    if (value) return put(CellKind::number, std::bit_cast<std::uint64_t>(*value));
  }
  if (kind == "bool")
    return put(CellKind::boolean, stated_.value == "TRUE" || stated_.value == "true" || stated_.value == "1");
  if (kind == "err" && !words.empty()) return put(CellKind::error, texts_.add(words).word);
  if (words.empty()) return;
  if (const auto value = exact_number(words); value && !stated_.as_text)
    return put(CellKind::number, std::bit_cast<std::uint64_t>(*value));
  put(CellKind::text, texts_.add(words).word);
}

// White space runs are one space; a no-break space is kept where it stands between words.
void TableParser::append_text(std::string_view text) {
  if (in_row_ && !in_cell_) return;
  if (text_.size() > TextPool::max_length) return;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f';
    if (!space)
      text_ += c;
    else if (!after_space_)
      text_ += ' ';
    after_space_ = space;
  }
}

void TableParser::line_break() {
  if (in_row_ && !in_cell_) return;
  while (!text_.empty() && text_.back() == ' ') text_.pop_back();
  if (!text_.empty()) text_ += '\n';
  after_space_ = true;
}

void TableParser::text_between() {
  if (in_row_ || in_cell_) return;
  std::string between;
  between.swap(text_);
  after_space_ = true;
  std::string_view rest = text::trim(between);
  while (!rest.empty() && row_ < limits::rows) {
    const auto end = rest.find('\n');
    const auto line = text::trim(rest.substr(0, end));
    rest = end == rest.npos ? std::string_view{} : text::trim(rest.substr(end + 1));
    if (line.empty()) continue;
    const auto begin = sheet_.cells.size();
    sheet_.cells.push_back({texts_.add(line).word, 0, 1, CellKind::text, 0});
    sheet_.rows.push_back({row_++, 1, begin, begin + 1});
  }
}

}  // namespace lunokhod::sheets::html
