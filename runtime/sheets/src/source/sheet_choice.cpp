#include "source/sheet_choice.hpp"

#include <fmt/format.h>

#include "lunokhod/base/text.hpp"

namespace lunokhod::sheets {
namespace {

class AnyValue final : public CellSink {
 public:
  bool found = false;
  bool cells(std::span<const Cell> batch) override {
    for (const Cell& cell : batch) found |= cell.kind != CellKind::empty;
    return !found;
  }
};

std::string sheets_here(const Reader& reader) {
  std::string list;
  for (const SheetInfo& sheet : reader.sheets()) list += (list.empty() ? "sheets here: " : ", ") + sheet.name;
  return list;
}

template <class Fits>
Result<std::size_t> only_one(const Reader& reader, const std::string& wanted, Fits fits, bool& found) {
  std::vector<std::size_t> fitting;
  for (std::size_t i = 0; i < reader.sheets().size(); ++i)
    if (fits(reader.sheets()[i].name)) fitting.push_back(i);
  found = !fitting.empty();
  if (!found) return std::size_t{0};
  if (fitting.size() == 1) return fitting.front();
  std::string names;
  for (const std::size_t i : fitting) names += (names.empty() ? "" : ", ") + reader.sheets()[i].name;
  return Error{Code::ambiguous, fmt::format("{} sheets fit '{}'", fitting.size(), wanted), "they are: " + names};
}

Result<std::size_t> by_name(const Reader& reader, const std::string& wanted) {
  bool found = false;
  std::size_t index = TRY(only_one(
      reader, wanted, [&](const std::string& name) { return name == wanted; }, found));
  if (found) return index;
  const std::string folded = text::fold(wanted);
  index = TRY(only_one(
      reader, wanted, [&](const std::string& name) { return text::fold(name) == folded; }, found));
  if (found) return index;
  if (wanted.find_first_of("*?") != wanted.npos) {
    index = TRY(only_one(
        reader, wanted, [&](const std::string& name) { return matches_pattern(text::fold(name), folded); }, found));
    if (found) return index;
  }
  return Error{Code::not_found, fmt::format("no sheet '{}'", wanted), sheets_here(reader)};
}

Result<std::size_t> by_index(const Reader& reader, int wanted) {
  int number = 0;
  for (std::size_t i = 0; i < reader.sheets().size(); ++i)
    if (reader.sheets()[i].kind == SheetKind::worksheet && ++number == wanted) return i;
  return Error{Code::not_found, fmt::format("no sheet number {}, there are {} worksheets", wanted, number),
               sheets_here(reader)};
}

}  // namespace

bool matches_pattern(std::string_view text, std::string_view pattern) {
  std::size_t at = 0, in = 0, star = pattern.npos, star_at = 0;
  while (at < text.size()) {
    if (in < pattern.size() && pattern[in] == '*') {
      star = in++;
      star_at = at;
    } else if (in < pattern.size() && (pattern[in] == '?' || pattern[in] == text[at])) {
      std::size_t next = at;
      if (pattern[in] == '?') text::next_code_point(text, next);
      at = pattern[in] == '?' ? next : at + 1;
      ++in;
    } else if (star != pattern.npos) {
      in = star + 1;
      text::next_code_point(text, star_at);
      at = star_at;
    } else {
      return false;
    }
  }
  while (in < pattern.size() && pattern[in] == '*') ++in;
  return in == pattern.size();
}

Result<std::size_t> choose_sheet(Reader& reader, const SheetOptions& options) {
  const auto& sheets = reader.sheets();
  if (!options.name.empty()) return by_name(reader, options.name);
  if (options.index != 0) return by_index(reader, options.index);
  std::vector<std::size_t> visible;
  for (std::size_t i = 0; i < sheets.size(); ++i)
    if (sheets[i].kind == SheetKind::worksheet && sheets[i].visibility == Visibility::visible) visible.push_back(i);
  if (visible.size() == 1) return visible.front();
  for (const std::size_t i : visible) {
    AnyValue any;
    TRY(reader.read(i, {}, any));
    if (any.found) return i;
  }
  if (!visible.empty()) return visible.front();
  // A workbook of hidden sheets only, or of charts.
  for (std::size_t i = 0; i < sheets.size(); ++i)
    if (sheets[i].kind == SheetKind::worksheet) return i;
  return Error{Code::not_found, "there is no worksheet with cells", sheets_here(reader)};
}

}  // namespace lunokhod::sheets
