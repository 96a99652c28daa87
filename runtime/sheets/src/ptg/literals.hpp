// Texts, numbers and arrays that stand in a compiled formula, as Excel shows them.
#pragma once

#include <string>

#include "ptg/references.hpp"
#include "xls/strings.hpp"

namespace lunokhod::sheets::ptg {

std::string number_text(double value);

class Literals {
 public:
  Literals(Dialect dialect, const xls::CodePageText* code_page) : dialect_(dialect), code_page_(code_page) {}

  std::string text(ByteCursor& tokens) const;  // in quotes
  std::string array(ByteCursor& extra) const;  // "{1,2;3,4}"; "" where it is damaged or too long
  std::size_t array_token_size() const { return dialect_ == Dialect::biff12 ? 14 : 7; }

 private:
  std::string value(ByteCursor& extra) const;
  std::string quoted(ByteCursor& from, std::size_t units) const;

  Dialect dialect_;
  const xls::CodePageText* code_page_;
};

}  // namespace lunokhod::sheets::ptg
