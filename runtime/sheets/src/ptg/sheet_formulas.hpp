// The formulas of one sheet: those that several cells share stand once, behind the first of these cells.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "ptg/decompiler.hpp"

namespace lunokhod::sheets::ptg {

class SheetFormulas {
 public:
  explicit SheetFormulas(Decompiler& decompiler) : decompiler_(decompiler) {}

  // True: the record behind this cell may hold what it shares with others, to be remembered first.
  bool waits(const Formula& formula) const {
    const auto owner = decompiler_.shared_with(formula);
    return owner && !shared_.contains(key(*owner));
  }
  void remember(const Formula& cell, const Formula& shared) {
    const auto owner = decompiler_.shared_with(cell);
    if (!owner || kept_ + shared.tokens.size() + shared.extra.size() > most_kept) return;
    kept_ += shared.tokens.size() + shared.extra.size();
    shared_.try_emplace(key(*owner), std::string(shared.tokens), std::string(shared.extra));
  }
  std::optional<std::string> text(const Formula& formula, const Origin& cell) {
    std::optional<std::string> text;
    const auto owner = decompiler_.shared_with(formula);
    if (!owner) {
      text = decompiler_.text(formula, cell);
    } else if (const auto found = shared_.find(key(*owner)); found != shared_.end()) {
      text = decompiler_.text({found->second.first, found->second.second}, cell);
    }
    if (!text && untold_++ == 0) first_untold_ = cell;
    return text;
  }
  // Formulas that could not be told, for a warning; "" when there are none.
  std::string warning(const std::string& sheet) const;

 private:
  using Key = std::pair<std::uint32_t, std::uint32_t>;
  static Key key(const Origin& cell) { return {cell.row, cell.column}; }
  static constexpr std::size_t most_kept = std::size_t{32} << 20;

  Decompiler& decompiler_;
  std::map<Key, std::pair<std::string, std::string>> shared_;
  std::size_t kept_ = 0;
  std::uint64_t untold_ = 0;
  Origin first_untold_;
};

}  // namespace lunokhod::sheets::ptg
