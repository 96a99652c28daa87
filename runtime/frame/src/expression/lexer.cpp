#include "expression/lexer.hpp"

#include <array>

#include "lunokhod/base/text.hpp"

namespace lunokhod::expression {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Letters of any script, № and _; not the punctuation and spaces that look like something else.
bool begins_name(char32_t c) {
  if (c < 0x80) return (c | 0x20) >= 'a' && (c | 0x20) <= 'z' ? true : c == '_';
  if (c == U'№' || c == U'ª' || c == U'µ' || c == U'º') return true;
  return c >= 0xC0 && c != 0xD7 && c != 0xF7 && !(c >= 0x2000 && c <= 0x2BFF) && c != 0x3000 && c != 0xFEFF &&
         c != 0xFFFD;
}

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  Result<std::vector<Token>> run() {
    std::vector<Token> out;
    while (true) {
      skip_spaces();
      Token token;
      token.position = at_;
      if (at_ < text_.size()) CHECKED(read(token));
      out.push_back(token);
      if (token.kind == TokenKind::end) return out;
    }
  }

 private:
  void skip_spaces() {
    while (at_ < text_.size()) {
      std::size_t next = at_;
      const char32_t c = text::next_code_point(text_, next);
      if (c != ' ' && c != 0xA0 && !(c >= 9 && c <= 13) && c != 0x202F && c != 0xFEFF) return;
      at_ = next;
    }
  }

  Result<void> read(Token& token) {
    const char c = text_[at_];
    if (is_digit(c)) return number(token);
    if (c == '"' || c == '\'') return quoted(token, c, c, TokenKind::text);
    if (c == '[') return quoted(token, '[', ']', TokenKind::bracketed);
    std::size_t next = at_;
    const char32_t point = text::next_code_point(text_, next);
    if (begins_name(point)) return name(token);
    return symbol(token, point);
  }

  Result<void> number(Token& token) {
    const std::size_t begin = at_;
    const auto digits = [this] {
      while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
    };
    digits();
    if (at_ + 1 < text_.size() && text_[at_] == '.' && is_digit(text_[at_ + 1])) {
      ++at_;
      digits();
    }
    if (at_ < text_.size() && (text_[at_] | 0x20) == 'e') {
      std::size_t exponent = at_ + 1;
      if (exponent < text_.size() && (text_[exponent] == '+' || text_[exponent] == '-')) ++exponent;
      if (exponent < text_.size() && is_digit(text_[exponent])) {
        at_ = exponent;
        digits();
      }
    }
    std::size_t next = at_;
    if (at_ < text_.size() && begins_name(text::next_code_point(text_, next)))
      return error_at(text_, begin, "a number and a name run together",
                      "a column whose name begins with a digit is written in brackets: [2 квартал]");
    token.kind = TokenKind::number;
    token.value = text_.substr(begin, at_ - begin);
    return {};
  }

  Result<void> quoted(Token& token, char open, char close, TokenKind kind) {
    const std::size_t begin = at_++;
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] != close) {
        token.value += text_[at_];
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == close) {
        token.value += text_[at_++];
      } else {
        ++at_;
        token.kind = kind;
        return {};
      }
    }
    return error_at(text_, begin,
                    open == '[' ? "a column name in brackets has no closing ]" : "a text has no closing quote");
  }

  Result<void> name(Token& token) {
    const std::size_t begin = at_;
    while (at_ < text_.size()) {
      std::size_t next = at_;
      const char32_t c = text::next_code_point(text_, next);
      if (!begins_name(c) && !(c < 0x80 && is_digit(static_cast<char>(c)))) break;
      at_ = next;
    }
    token.kind = TokenKind::name;
    token.value = text_.substr(begin, at_ - begin);
    return {};
  }

  Result<void> symbol(Token& token, char32_t point) {
    static constexpr std::array<std::string_view, 20> symbols = {
        "==", "!=", "<>", "~=", "<=", ">=", "..", "=", "<", ">", "+", "-", "*", "/", "%", "(", ")", ",", "^", "!"};
    for (std::string_view one : symbols) {
      if (!text_.substr(at_).starts_with(one) || one == "^" || one == "!") continue;
      at_ += one.size();
      token.kind = TokenKind::symbol;
      token.value = one;
      return {};
    }
    const bool quote = point == U'«' || point == U'»' || (point >= 0x2018 && point <= 0x201F);
    const bool dash = point == 0x2013 || point == 0x2014 || point == 0x2212;
    return error_at(text_, at_, "a character that means nothing here",
                    quote  ? "texts are written in plain quotes: \"…\" or '…'"
                    : dash ? "minus is the plain hyphen -"
                    : point == '&' || point == '|' || point == '!'
                        ? "logic is written in words: and, or, not"
                        : "a column whose name is not one word is written in brackets: [Кол-во, шт]");
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

Error error_at(std::string_view text, std::size_t position, std::string message, std::string hint) {
  const std::size_t column = text::length(text.substr(0, position)) + 1;
  const std::string rest = text::cut(text.substr(position, 80), 24);
  message += " at character " + std::to_string(column);
  message += rest.empty() ? ", where the expression ends" : ", near `" + rest + "`";
  return Error{Code::syntax, std::move(message), std::move(hint),
               "expression `" + text::cut(text.substr(0, 400), 100) + "`"};
}

Result<std::vector<Token>> tokens(std::string_view text) {
  if (text.size() > max_length)
    return Error{Code::limit, "an expression of " + std::to_string(text.size()) + " bytes is too long",
                 "at most 65,536 bytes; long lists are joins or replace tables"};
  if (!text::is_utf8(text)) return Error{Code::syntax, "an expression is not valid UTF-8 text"};
  return Lexer(text).run();
}

}  // namespace lunokhod::expression
