#include "write/fill/references.hpp"

#include <functional>

#include "lunokhod/base/text.hpp"
#include "lunokhod/frame/frame.hpp"
#include "lunokhod/sheets/limits.hpp"

namespace lunokhod::sheets::writing {
namespace {

bool is_letter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_word(char c) {
  return is_letter(c) || is_digit(c) || c == '_' || c == '.' || c == '$' || c == '\\' || c == '?' ||
         static_cast<unsigned char>(c) >= 0x80;
}

struct RowReference {
  std::uint32_t row = 0;
  bool fixed = false;
  std::string text() const { return (fixed ? "$" : "") + std::to_string(row); }
};

std::optional<RowReference> parse_row(std::string_view text) {
  RowReference out;
  if (text.starts_with('$')) {
    out.fixed = true;
    text.remove_prefix(1);
  }
  if (text.empty() || text.size() > 7) return std::nullopt;
  for (const char c : text) {
    if (!is_digit(c)) return std::nullopt;
    out.row = out.row * 10 + static_cast<std::uint32_t>(c - '0');
  }
  if (out.row == 0 || out.row > limits::rows) return std::nullopt;
  return out;
}

struct ColumnReference {
  std::uint32_t column = 0;
  bool fixed = false;
  std::string text() const { return (fixed ? "$" : "") + column_letters(column); }
};

std::optional<ColumnReference> parse_column(std::string_view text) {
  const auto cell = parse_cell(std::string(text) + "1");
  if (!cell || cell->fixed_row || cell->row != 1) return std::nullopt;
  return ColumnReference{cell->column, cell->fixed_column};
}

// What a walk over a formula asks for; each answers with the new text.
struct Changes {
  std::function<std::string(const std::string& sheet, CellReference)> cell;
  std::function<std::string(const std::string& sheet, CellReference, CellReference)> range;
  std::function<std::string(const std::string& sheet, RowReference, RowReference)> rows;
  std::function<std::string(ColumnReference, ColumnReference)> columns;  // none: they stay as they are
};

class Walk {
 public:
  Walk(std::string_view formula, const Changes& changes) : in_(formula), changes_(changes) {}

  std::string run() {
    while (at_ < in_.size()) step();
    return std::move(out_);
  }

 private:
  void step() {
    const char c = in_[at_];
    if (c == '"') return copy(past_quotes('"'));
    if (c == '\'') return quoted_sheet();
    if (c == '[') return bracket();
    if (is_word(c)) return word();
    out_ += c;
    ++at_;
    if (c != ':') forget_sheet();
  }

  void forget_sheet() {
    sheet_.clear();
    elsewhere_ = false;
  }
  void copy(std::size_t end) {
    out_ += in_.substr(at_, end - at_);
    at_ = end;
  }

  // Past a piece in quotes, where a doubled quote is one character of it.
  std::size_t past_quotes(char quote) const {
    std::size_t end = at_ + 1;
    while (end < in_.size()) {
      if (in_[end++] != quote) continue;
      if (end >= in_.size() || in_[end] != quote) break;
      ++end;
    }
    return end;
  }

  void quoted_sheet() {
    const std::size_t end = past_quotes('\'');
    std::string name;
    for (std::size_t i = at_ + 1; i + 1 < end; ++i) {
      name += in_[i];
      if (in_[i] == '\'') ++i;
    }
    copy(end);
    if (at_ >= in_.size() || in_[at_] != '!') return;
    copy(at_ + 1);
    sheet_ = name;
    elsewhere_ = name.find('[') != std::string::npos;
  }

  // [1]Sheet1!A1 is another workbook; Table[[#All],[Column]] is structured.
  void bracket() {
    std::size_t end = at_, depth = 0;
    do {
      if (in_[end] == '[') ++depth;
      if (in_[end] == ']') --depth;
      ++end;
    } while (end < in_.size() && depth > 0);
    copy(end);
    if (at_ < in_.size() && (is_word(in_[at_]) || in_[at_] == '!')) elsewhere_ = true;
  }

  std::size_t word_end(std::size_t from) const {
    while (from < in_.size() && is_word(in_[from])) ++from;
    return from;
  }

  void word() {
    const std::size_t end = word_end(at_);
    const std::string_view text = in_.substr(at_, end - at_);
    const char follows = end < in_.size() ? in_[end] : '\0';
    if (follows == '!') {
      sheet_ = text;
      return copy(end + 1);
    }
    if (elsewhere_ || follows == '(' || follows == '[' || !reference(text, end)) copy(end);
    forget_sheet();
  }

  bool reference(std::string_view text, std::size_t end) {
    const std::size_t second = end + 1, second_end = end < in_.size() && in_[end] == ':' ? word_end(second) : end;
    const bool plain_end = second_end >= in_.size() || (in_[second_end] != '(' && in_[second_end] != '!');
    const std::string_view other =
        second_end > second && plain_end ? in_.substr(second, second_end - second) : std::string_view();
    if (const auto cell = parse_cell(text)) {
      if (const auto last = parse_cell(other)) {
        out_ += changes_.range(sheet_, *cell, *last);
        at_ = second_end;
      } else {
        out_ += changes_.cell(sheet_, *cell);
        at_ = end;
      }
      return true;
    }
    if (changes_.columns && !other.empty()) {
      const auto first = parse_column(text), last = parse_column(other);
      if (first && last) {
        out_ += changes_.columns(*first, *last);
        at_ = second_end;
        return true;
      }
    }
    const auto first_row = parse_row(text), last_row = parse_row(other);
    if (!first_row || !last_row) return false;
    out_ += changes_.rows(sheet_, *first_row, *last_row);
    at_ = second_end;
    return true;
  }

  std::string_view in_;
  const Changes& changes_;
  std::size_t at_ = 0;
  std::string out_, sheet_;
  bool elsewhere_ = false;
};

std::string joined(const std::string& first, const std::string& last) {
  return first + ":" + last;
}

// Rows first..last of a range, after the growth.
template <class Reference>
std::string grown(Reference first, Reference last, const Growth& growth, Extend extend) {
  const bool ends_with_data = last.row == growth.last && first.row <= growth.last;
  if (last.row > growth.last || (ends_with_data && extend != Extend::no)) last.row += growth.added;
  first.row = growth.row(first.row);
  return joined(first.text(), last.text());
}

std::string grown(CellReference cell, const Growth& growth, Extend extend) {
  if (extend == Extend::singles && cell.row >= growth.first && cell.row <= growth.last)
    return grown(cell, cell, growth, extend);
  cell.row = growth.row(cell.row);
  return cell.text();
}

std::string moved(CellReference cell, std::int64_t rows, std::int64_t columns) {
  const std::int64_t row = cell.row + (cell.fixed_row ? 0 : rows),
                     column = cell.column + (cell.fixed_column ? 0 : columns);
  if (row < 1 || row > limits::rows || column < 0 || column >= limits::columns) return "#REF!";
  cell.row = static_cast<std::uint32_t>(row);
  cell.column = static_cast<std::uint32_t>(column);
  return cell.text();
}

}  // namespace

std::optional<CellReference> parse_cell(std::string_view text) {
  CellReference out;
  std::size_t at = 0;
  const auto dollar = [&] { return at < text.size() && text[at] == '$' ? (++at, true) : false; };
  out.fixed_column = dollar();
  std::size_t letters = 0;
  for (; at < text.size() && is_letter(text[at]) && letters < 4; ++at, ++letters) {
    out.column = out.column * 26 + static_cast<std::uint32_t>((text[at] & ~0x20) - 'A' + 1);
  }
  if (letters == 0 || letters > 3 || out.column > limits::columns) return std::nullopt;
  --out.column;
  out.fixed_row = dollar();
  const auto row = parse_row(text.substr(at));
  if (!row || row->fixed) return std::nullopt;
  out.row = row->row;
  return out;
}

std::string CellReference::text() const {
  return (fixed_column ? "$" : "") + column_letters(column) + (fixed_row ? "$" : "") + std::to_string(row);
}

std::string grown_formula(std::string_view formula, std::string_view own_sheet, const Growth& growth, Extend extend) {
  const auto concerns = [&](const std::string& sheet) {
    return text::equal_ignoring_case(sheet.empty() ? own_sheet : std::string_view(sheet), growth.sheet);
  };
  Changes changes;
  changes.cell = [&](const std::string& sheet, CellReference cell) {
    return concerns(sheet) ? grown(cell, growth, extend) : cell.text();
  };
  changes.range = [&](const std::string& sheet, CellReference first, CellReference last) {
    return concerns(sheet) ? grown(first, last, growth, extend) : joined(first.text(), last.text());
  };
  changes.rows = [&](const std::string& sheet, RowReference first, RowReference last) {
    return concerns(sheet) ? grown(first, last, growth, extend) : joined(first.text(), last.text());
  };
  return Walk(formula, changes).run();
}

std::string grown_ranges(std::string_view ranges, const Growth& growth, Extend extend) {
  return grown_formula(ranges, growth.sheet, growth, extend);
}

std::string moved_formula(std::string_view formula, std::int64_t rows, std::int64_t columns) {
  Changes changes;
  changes.cell = [&](const std::string&, CellReference cell) { return moved(cell, rows, columns); };
  changes.range = [&](const std::string&, CellReference first, CellReference last) {
    return joined(moved(first, rows, columns), moved(last, rows, columns));
  };
  changes.rows = [&](const std::string&, RowReference first, RowReference last) {
    const auto move = [&](RowReference reference) {
      const std::int64_t row = reference.row + (reference.fixed ? 0 : rows);
      if (row < 1 || row > limits::rows) return std::string("#REF!");
      return RowReference{static_cast<std::uint32_t>(row), reference.fixed}.text();
    };
    return joined(move(first), move(last));
  };
  changes.columns = [&](ColumnReference first, ColumnReference last) {
    const auto move = [&](ColumnReference reference) {
      const std::int64_t column = reference.column + (reference.fixed ? 0 : columns);
      if (column < 0 || column >= limits::columns) return std::string("#REF!");
      return ColumnReference{static_cast<std::uint32_t>(column), reference.fixed}.text();
    };
    return joined(move(first), move(last));
  };
  return Walk(formula, changes).run();
}

}  // namespace lunokhod::sheets::writing
