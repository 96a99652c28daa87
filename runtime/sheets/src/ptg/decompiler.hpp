// Compiled formulas of xls and xlsb, tokens in reverse Polish order, back to the text that Excel shows. The order of
// operations needs no thought: the parentheses somebody typed are tokens, too. Spaces somebody typed are not given.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "ptg/links.hpp"
#include "ptg/references.hpp"
#include "xls/strings.hpp"

namespace lunokhod::sheets::ptg {

struct Formula {
  std::string_view tokens;
  std::string_view extra;  // what does not fit into tokens: array constants
};

class Decompiler {
 public:
  // `most_bytes`: of tokens and texts together, for all formulas; beyond it none is taken apart any more.
  Decompiler(Dialect dialect, const Links& links, std::uint64_t most_bytes,
             const xls::CodePageText* code_page = nullptr)
      : dialect_(dialect), links_(links), left_(most_bytes), code_page_(code_page) {}

  // "=SUM(A1:B2)"; nothing where the formula holds a token that is not known.
  std::optional<std::string> text(const Formula& formula, const Origin& cell);
  // The cell in which the formula really stands that this one shares or is part of.
  std::optional<Origin> shared_with(const Formula& formula) const;

 private:
  Dialect dialect_;
  const Links& links_;
  std::uint64_t left_;
  const xls::CodePageText* code_page_;
};

}  // namespace lunokhod::sheets::ptg
