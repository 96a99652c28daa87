// Words of an expression. Positions are bytes into the text; people are told code points.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lunokhod/base/error.hpp"

namespace lunokhod::expression {

enum class TokenKind { number, text, name, bracketed, symbol, end };

struct Token {
  TokenKind kind = TokenKind::end;
  std::string value;  // text without its quotes, name without its brackets
  std::size_t position = 0;
};

inline constexpr std::size_t max_length = 64 * 1024;

// At most max_length bytes of valid UTF-8; the list ends with an `end`.
Result<std::vector<Token>> tokens(std::string_view text);

// A syntax error at a place of the text: quotes what stands there.
Error error_at(std::string_view text, std::size_t position, std::string message, std::string hint = "");

}  // namespace lunokhod::expression
