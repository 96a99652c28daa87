#include "source/header.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "lunokhod/base/calendar.hpp"
#include "lunokhod/base/decimal.hpp"
#include "lunokhod/base/text.hpp"
#include "lunokhod/frame/frame.hpp"

namespace lunokhod::sheets {
namespace {

using Folded = std::set<std::string>;

Folded folded(const std::vector<std::string>& names) {
  Folded set;
  for (const std::string& name : names)
    if (std::string key = text::fold(name); !key.empty()) set.insert(std::move(key));
  return set;
}

// What a column of a header may be called, the likeliest first.
struct Candidates {
  std::string joined, lowest, upper;
};

// The rows [at, at + count) of the probe as one header. The rows must be neighbours.
class Stack {
 public:
  Stack(const std::vector<ProbeRow>& rows, std::size_t at, std::size_t count) : rows_(rows), at_(at), count_(count) {
    for (std::size_t i = 0; i < count; ++i)
      if (!row(i).cells.empty()) width_ = std::max<std::size_t>(width_, row(i).cells.back().column + 1u);
    parts_.assign(count, std::vector<std::string>(width_));
    for (std::size_t i = 0; i < count; ++i) fill_level(i);
  }

  std::size_t width() const { return width_; }

  Candidates candidates(std::size_t column) const {
    Candidates found;
    for (std::size_t i = 0; i < count_; ++i) {
      const std::string& part = parts_[i][column];
      if (part.empty()) continue;
      if (found.upper.empty()) found.upper = part;
      if (part == found.lowest) continue;  // a cell merged downwards
      found.joined += (found.joined.empty() ? "" : " ") + part;
      found.lowest = part;
    }
    return found;
  }

 private:
  const ProbeRow& row(std::size_t level) const { return rows_[at_ + level]; }

  bool has_below(std::size_t level, std::size_t column) const {
    for (std::size_t i = level + 1; i < count_; ++i)
      if (row(i).at(static_cast<std::uint32_t>(column))) return true;
    return false;
  }

  // A title stands over the columns to its right that have a name of their own below and no title.
  void fill_level(std::size_t level) {
    std::string title;
    for (std::size_t column = 0; column < width_; ++column) {
      const ProbeCell* cell = row(level).at(static_cast<std::uint32_t>(column));
      const bool below = has_below(level, column);
      if (cell) {
        parts_[level][column] = cell->text;
        title = below ? cell->text : "";
      } else if (below) {
        parts_[level][column] = title;
      } else {
        title.clear();
      }
    }
  }

  const std::vector<ProbeRow>& rows_;
  std::size_t at_, count_, width_ = 0;
  std::vector<std::vector<std::string>> parts_;
};

std::string chosen_name(const Candidates& column, const Folded& wanted) {
  if (wanted.empty() || (column.joined == column.lowest && column.joined == column.upper)) return column.joined;
  for (const std::string* name : {&column.joined, &column.lowest, &column.upper})
    if (!name->empty() && wanted.count(text::fold(*name))) return *name;
  return column.joined;
}

bool are_neighbours(const std::vector<ProbeRow>& rows, std::size_t at, std::size_t count) {
  return at + count <= rows.size() && rows[at + count - 1].row == rows[at].row + count - 1;
}

std::size_t names_matched(const Stack& stack, const Folded& wanted) {
  Folded matched;
  for (std::size_t column = 0; column < stack.width(); ++column) {
    const std::string name = chosen_name(stack.candidates(column), wanted);
    if (name.empty() || name.size() > 1'000) continue;
    if (std::string key = text::fold(name); wanted.count(key)) matched.insert(std::move(key));
  }
  return matched.size();
}

Header header_of(const std::vector<ProbeRow>& rows, std::size_t at, std::size_t count, const Folded& wanted) {
  Header header;
  header.none = false;
  header.first_row = rows[at].row;
  header.last_row = rows[at].row + static_cast<std::uint32_t>(count) - 1;
  const Stack stack(rows, at, count);
  for (std::size_t column = 0; column < stack.width(); ++column)
    header.names.push_back(chosen_name(stack.candidates(column), wanted));
  return header;
}

std::string quoted_list(const std::vector<std::string>& names, std::size_t limit) {
  std::string out;
  for (std::size_t i = 0; i < names.size() && i < limit; ++i) out += (i ? ", '" : "'") + text::cut(names[i], 60) + "'";
  if (names.size() > limit) out += fmt::format(" and {} more", names.size() - limit);
  return out;
}

Error header_not_found(const std::vector<ProbeRow>& rows, const std::vector<std::string>& wanted, std::size_t best_at,
                       std::size_t best_count) {
  if (rows.empty()) return Error{Code::data_rejected, "there is not a single value, so no header row either"};
  const std::size_t searched = std::min(rows.size(), Probe::rows_searched);
  std::vector<std::string> texts;
  std::map<std::string, std::string> cell_of;
  for (std::size_t i = 0; i < searched; ++i) {
    for (const ProbeCell& cell : rows[i].cells) {
      if (cell.kind != CellKind::text || cell.text.size() > 200 || texts.size() == 2'000) continue;
      if (cell_of.emplace(cell.text, column_letters(cell.column) + std::to_string(rows[i].row + 1)).second)
        texts.push_back(cell.text);
    }
  }
  std::vector<std::string> near;
  for (const std::string& name : wanted) {
    const auto found = text::nearest(name, texts);
    if (!found.empty() && near.size() < 5)
      near.push_back(fmt::format("{} has '{}'", cell_of[found.front()], text::cut(found.front(), 40)));
  }
  std::string message = fmt::format("header row not found: no row of {} to {} has the columns {}", rows.front().row + 1,
                                    rows[searched - 1].row + 1, quoted_list(wanted, 8));
  if (best_count > 0) message += fmt::format(" (row {} has only {} of them)", rows[best_at].row + 1, best_count);
  std::string hint = near.empty() ? "" : "the nearest: " + text::join(near, ", ");
  const Header looks = find_header_by_looks(rows);
  if (!looks.none) {
    std::vector<std::string> names;
    std::copy_if(looks.names.begin(), looks.names.end(), std::back_inserter(names),
                 [](const std::string& n) { return !n.empty(); });
    hint += fmt::format("{}row {} looks like a header: {}", hint.empty() ? "" : "; ", looks.first_row + 1,
                        quoted_list(names, 12));
  }
  return Error{Code::data_rejected, std::move(message), std::move(hint)};
}

}  // namespace

bool looks_like_number_or_date(std::string_view text) {
  if (text.empty() || text.size() > 40) return false;
  if (std::none_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; })) return false;
  return parse_decimal(text).has_value() || calendar::parse(text).has_value();
}

Result<Header> find_header_by_names(const std::vector<ProbeRow>& rows, const std::vector<std::string>& wanted) {
  const Folded names = folded(wanted);
  std::size_t best = 0, best_at = 0, best_count = 0;
  for (std::size_t count = 1; count <= 3 && best < names.size(); ++count) {
    for (std::size_t at = 0; at < rows.size() && at < Probe::rows_searched && best < names.size(); ++at) {
      if (!are_neighbours(rows, at, count)) continue;
      const std::size_t matched = names_matched(Stack(rows, at, count), names);
      if (matched > best) best = matched, best_at = at, best_count = count;
    }
  }
  // One common word ("код") among many names is no header.
  const std::size_t enough = names.size() >= 3 ? 2 : 1;
  if (best < enough) return header_not_found(rows, wanted, best_at, best);
  return header_of(rows, best_at, best_count, names);
}

Header find_header_by_looks(const std::vector<ProbeRow>& rows) {
  std::vector<std::size_t> widths;
  for (const ProbeRow& row : rows) widths.push_back(row.cells.size());
  std::sort(widths.begin(), widths.end());
  if (widths.empty()) return {};
  const std::size_t usual = widths[widths.size() / 2];
  for (std::size_t at = 0; at < rows.size() && at < Probe::rows_searched; ++at) {
    const auto& cells = rows[at].cells;
    if (cells.size() * 5 < usual * 3 || (cells.size() < 2 && usual > 1)) continue;
    const bool texts = std::all_of(cells.begin(), cells.end(), [](const ProbeCell& cell) {
      return cell.kind == CellKind::text && !looks_like_number_or_date(cell.text) && cell.text.size() <= 250;
    });
    if (texts) return header_of(rows, at, 1, {});
  }
  return {};
}

Header header_of_rows(const std::vector<ProbeRow>& rows, std::uint32_t row, std::uint32_t count,
                      const std::vector<std::string>& wanted) {
  // Rows that hold nothing are not in the probe, but a header may well contain one.
  std::vector<ProbeRow> stack;
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const ProbeRow& r) { return r.row == row + i; });
    stack.push_back(found == rows.end() ? ProbeRow{row + i, {}} : *found);
  }
  return header_of(stack, 0, stack.size(), folded(wanted));
}

std::vector<std::string> unique_names(const std::vector<std::string>& names) {
  const std::set<std::string> given(names.begin(), names.end());
  std::set<std::string> used;
  std::map<std::string, int> next_number;
  std::vector<std::string> unique;
  for (std::size_t column = 0; column < names.size(); ++column) {
    bool own = !names[column].empty();
    const std::string base = own ? names[column] : column_letters(static_cast<std::uint32_t>(column));
    std::string name = base;
    while (used.count(name) || (!own && given.count(name))) {
      int& number = next_number.emplace(base, 2).first->second;
      name = fmt::format("{} ({})", base, number++);
      own = false;
    }
    used.insert(name);
    unique.push_back(std::move(name));
  }
  return unique;
}

Result<void> check_duplicates(const Header& header, const std::vector<std::string>& wanted) {
  const Folded names = folded(wanted);
  std::map<std::string, std::vector<std::size_t>> columns_of;
  for (std::size_t column = 0; column < header.names.size(); ++column) {
    if (!header.names[column].empty()) columns_of[text::fold(header.names[column])].push_back(column);
  }
  for (const std::string& name : wanted) {
    const std::string key = text::fold(name);
    const auto found = columns_of.find(key);
    if (found == columns_of.end() || found->second.size() < 2 || names.count(key + " (2)")) continue;
    std::vector<std::string> cells;
    for (const std::size_t column : found->second) {
      cells.push_back(fmt::format("{}{} '{}'", column_letters(static_cast<std::uint32_t>(column)), header.last_row + 1,
                                  header.names[column]));
    }
    return Error{Code::ambiguous,
                 fmt::format("{} columns are called '{}': {}", cells.size(), name, text::join(cells, ", ")),
                 fmt::format("name the one you mean, the second is '{} (2)', or rename a header cell",
                             header.names[found->second.front()])};
  }
  return {};
}

}  // namespace lunokhod::sheets
