#include "xlsx/plain_cells.hpp"

#include <cstring>

#include "lunokhod/sheets/limits.hpp"
#include "xlsx/find_markup.hpp"
#include "xlsx/number_text.hpp"
#include "xml/references.hpp"

namespace lunokhod::sheets::xlsx {

namespace {

constexpr std::size_t most_waiting = std::size_t{128}
                                     << 10;  // a longer piece is read by the complete parser, bit by bit

std::uint64_t word_at(const char* p) {
  std::uint64_t word;
  std::memcpy(&word, p, 8);
  return word;
}

constexpr std::uint64_t word_of(const char (&text)[9]) {
  std::uint64_t word = 0;
  for (int i = 7; i >= 0; --i) word = word << 8 | static_cast<unsigned char>(text[i]);
  return word;
}
constexpr std::uint64_t value_and_cell_end = word_of("</v></c>");

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}
bool is_name_character(char c) {
  const char lower = static_cast<char>(c | 0x20);
  return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == ':' || c == '_' || c == '-' || c == '.';
}
bool matches(const char* p, std::string_view text) {
  return std::memcmp(p, text.data(), text.size()) == 0;
}

}  // namespace

void PlainCells::run() {
  while (true) {
    starved_ = false;
    window_.cursor = consume(window_.cursor);
    if (!starved_ || output_.stopped() || window_.size() > most_waiting) return;
    if (!window_.refill()) return;
  }
}

const char* PlainCells::consume(const char* p) {
  while (true) {
    const char* start = p;
    while (is_space(*p)) ++p;
    if (p >= window_.end) {
      starved_ = true;
      return start;
    }
    const char* next = nullptr;
    if (matches(p, "<c") && at_.row_begun && at_.row_open) {
      next = cell(p);
    } else if (matches(p, "</row>") && at_.row_open) {
      at_.end_row();
      next = p + 6;
    } else if (matches(p, "<row") && !at_.row_open) {
      next = row(p);
    } else {
      odd(p + 6);
    }
    if (!next || next > window_.end) {
      if (next) starved_ = true;
      return start;
    }
    p = next;
    if (output_.stopped()) return p;
  }
}

const char* PlainCells::row(const char* p) {
  std::uint32_t number = at_.next_row;
  bool hidden = false, numbered = false, hidden_told = false;
  p += 4;
  while (*p == ' ') {
    const char* name = ++p;
    while (is_name_character(*p)) ++p;
    if (p[0] != '=' || p[1] != '"') return odd(p + 2);
    const std::string_view attribute(name, static_cast<std::size_t>(p - name));
    const char* value = p += 2;
    while (*p != '"') ++p;
    if (p >= window_.end) return odd(p + 1);
    const std::string_view text(value, static_cast<std::size_t>(p - value));
    ++p;
    if (attribute == "r") {
      if (numbered || text.empty() || text.size() > 7) return odd(p);
      number = 0;
      for (const char c : text) {
        if (c < '0' || c > '9') return odd(p);
        number = number * 10 + static_cast<std::uint32_t>(c - '0');
      }
      if (number-- == 0) return odd(p);
      numbered = true;
    } else if (attribute == "hidden") {
      if (hidden_told) return odd(p);
      hidden_told = true;
      hidden = text == "1" || text == "true" || text == "on";
    }
  }
  const bool empty = p[0] == '/' && p[1] == '>';
  if (!empty && *p != '>') return odd(p + 2);
  if (p + 2 > window_.end || number >= limits::rows) return odd(p + 2);
  at_.begin_row(number, hidden);
  output_.begin_row(number, hidden);
  if (empty) at_.end_row();
  return p + (empty ? 2 : 1);
}

void PlainCells::remember_row() {
  row_digits_ = '"';
  row_length_ = 1;
  for (std::uint32_t rest = at_.row + 1; rest > 0; rest /= 10, ++row_length_)
    row_digits_ = row_digits_ << 8 | ('0' + rest % 10);
  row_of_digits_ = at_.row;
  row_mask_ = row_length_ == 8 ? ~std::uint64_t{0} : (std::uint64_t{1} << (8 * row_length_)) - 1;
}

// B7" with the number of the row we are in.
const char* PlainCells::address(const char* p) {
  std::uint32_t letter = static_cast<unsigned char>(*p) - unsigned{'A'};
  if (letter > 25) return odd(p + 1);
  std::uint32_t column = letter + 1;
  while ((letter = static_cast<unsigned char>(*++p) - unsigned{'A'}) <= 25) {
    column = column * 26 + letter + 1;
    if (column > limits::columns) return odd(p + 1);
  }
  if (((word_at(p) ^ row_digits_) & row_mask_) != 0) return odd(p + 8);
  column_ = column - 1;
  return p + row_length_;
}

const char* PlainCells::cell(const char* p) {
  constexpr unsigned has_r = 1, has_s = 2, has_t = 4;
  if (at_.row != row_of_digits_) remember_row();
  column_ = at_.next_column;
  style_ = 0;
  type_ = CellType::number;
  flags_ = 0;
  unsigned seen = 0;
  p += 2;
  while (*p == ' ') {
    if (p[2] != '=' || p[3] != '"') return odd(p + 4);
    const char name = p[1];
    p += 4;
    if (name == 'r' && !(seen & has_r)) {
      seen |= has_r;
      p = address(p);
      if (!p) return nullptr;
    } else if (name == 's' && !(seen & has_s)) {
      seen |= has_s;
      const char* digits = p;
      for (; static_cast<unsigned char>(*p) - unsigned{'0'} < 10; ++p)
        style_ = style_ * 10 + static_cast<std::uint32_t>(*p - '0');
      if (*p != '"' || p == digits || p - digits > 9) return odd(p + 1);
      ++p;
    } else if (name == 't' && !(seen & has_t)) {
      seen |= has_t;
      if (matches(p, "s\"")) {
        type_ = CellType::shared;
        p += 2;
      } else if (matches(p, "n\"")) {
        p += 2;
      } else if (matches(p, "str\"")) {
        type_ = CellType::text;
        p += 4;
      } else if (matches(p, "inlineStr\"")) {
        type_ = CellType::inline_text;
        p += 10;
      } else if (matches(p, "b\"")) {
        type_ = CellType::boolean;
        p += 2;
      } else if (matches(p, "e\"")) {
        type_ = CellType::error;
        p += 2;
      } else {
        return odd(p + 10);
      }
    } else {
      return odd(p);
    }
  }
  if (column_ >= limits::columns) return odd(p);
  const bool empty = p[0] == '/' && p[1] == '>';
  if (!empty && *p != '>') return odd(p + 2);
  wanted_ = output_.wants(column_);
  p = empty ? p + 2 : content(p + 1);
  if (p) at_.next_column = column_ + 1;
  return p;
}

// Everything up to and with </c>. Nothing is put out before the whole of it was seen.
const char* PlainCells::content(const char* p) {
  if (matches(p, "<f")) {
    p = formula(p);
    if (!p) return nullptr;
    if (matches(p, "</c>")) {
      if (p + 4 > window_.end) return odd(p + 4);
      if (wanted_) output_.formula_without_value(column_);
      return p + 4;
    }
  }
  if (matches(p, "<v>")) {
    p += 3;
    switch (type_) {
      case CellType::number:
        return number_value(p);
      case CellType::shared:
        return shared_value(p);
      case CellType::boolean:
        return boolean_value(p);
      case CellType::text:
      case CellType::error:
        return text_value(p, "</v></c>");
      default:
        return odd(p);
    }
  }
  if (matches(p, "<is><t>") && type_ == CellType::inline_text && flags_ == 0) return text_value(p + 7, "</t></is></c>");
  constexpr std::string_view preserving = "<is><t xml:space=\"preserve\">";
  if (matches(p, preserving) && type_ == CellType::inline_text && flags_ == 0) {
    return text_value(p + preserving.size(), "</t></is></c>");
  }
  if (matches(p, "</c>") && flags_ == 0) return p + 4;
  return odd(p + preserving.size());
}

const char* PlainCells::number_value(const char* p) {
  double value;
  const char* end = read_number(p, value);
  if (!end) {
    while (*p != '<') ++p;  // a word: not for here, but it may be cut by the end of the window
    return odd(p + 8);
  }
  if (word_at(end) != value_and_cell_end || end + 8 > window_.end) return odd(end + 8);
  if (wanted_) output_.number(column_, style_, value, flags_);
  return end + 8;
}

const char* PlainCells::shared_value(const char* p) {
  const char* digits = p;
  std::uint64_t index = 0;
  unsigned next;
  for (; (next = static_cast<unsigned char>(*p) - unsigned{'0'}) < 10; ++p) index = index * 10 + next;
  if (p == digits || p - digits > 18 || word_at(p) != value_and_cell_end || p + 8 > window_.end) return odd(p + 8);
  if (wanted_) output_.shared(column_, index, flags_);
  return p + 8;
}

const char* PlainCells::boolean_value(const char* p) {
  if ((*p != '0' && *p != '1') || word_at(p + 1) != value_and_cell_end || p + 9 > window_.end) return odd(p + 9);
  if (wanted_) output_.value(column_, CellType::boolean, style_, {p, 1}, flags_);
  return p + 9;
}

const char* PlainCells::text_value(const char* p, std::string_view close) {
  bool special;
  const char* end = find_markup(p, special);
  if (!matches(end, close) || end + close.size() > window_.end) return odd(end + close.size());
  const std::string_view text(p, static_cast<std::size_t>(end - p));
  if (special && (text.find_first_of("&\r") != std::string_view::npos || xml::has_escapes(text))) return odd(p);
  if (text.empty() && flags_ != 0) return odd(p);  // a formula without a value
  if (wanted_) {
    if (type_ == CellType::error) {
      output_.value(column_, type_, style_, text, flags_);
    } else {
      output_.text(column_, text, flags_);
    }
  }
  return end + close.size();
}

// <f>…</f>, <f …>…</f> or <f …/>; the text is not wanted here.
const char* PlainCells::formula(const char* p) {
  if (output_.formulas()) return odd(p);
  p += 2;
  if (*p != '>' && *p != ' ' && *p != '/') return odd(p + 1);
  while (*p != '>') {
    if (p >= window_.end || *p == '<' || *p == '\'') return odd(p + 1);
    if (*p == '"') {
      do ++p;
      while (*p != '"');
    }
    ++p;
  }
  flags_ = CellFlag::formula;
  if (p[-1] == '/') return p + 1;
  bool special;
  const char* end = find_markup(p + 1, special);
  if (!matches(end, "</f>")) return odd(end + 4);
  return end + 4;
}

}  // namespace lunokhod::sheets::xlsx
