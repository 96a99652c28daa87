#include "lunokhod/base/json_read.hpp"

#include <string>

#include "lunokhod/base/text.hpp"

namespace lunokhod {
namespace {

class Parser {
 public:
  Parser(std::string_view text, int max_depth) : text_(text), depth_left_(max_depth) {}

  Result<Value> document() {
    Value value = TRY(this->value());
    skip_space();
    if (at_ != text_.size()) return stopped("more text after the value");
    return value;
  }

 private:
  Error stopped(std::string what) const {
    return Error{Code::syntax, "this is no JSON: " + std::move(what), "", "byte " + std::to_string(at_)};
  }
  void skip_space() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos) ++at_;
  }
  bool accept(char c) {
    skip_space();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool accept_word(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }

  Result<Value> value() {
    skip_space();
    if (at_ >= text_.size()) return stopped("it ends too early");
    switch (text_[at_]) {
      case '{':
        return nested(&Parser::object);
      case '[':
        return nested(&Parser::array);
      case '"':
        return Value(TRY(string()));
      case 't':
        if (accept_word("true")) return Value(true);
        break;
      case 'f':
        if (accept_word("false")) return Value(false);
        break;
      case 'n':
        if (accept_word("null")) return Value();
        break;
      default:
        return number();
    }
    return stopped("an unknown word");
  }

  Result<Value> nested(Result<Value> (Parser::*inside)()) {
    if (depth_left_ == 0) return stopped("it is nested too deeply");
    --depth_left_;
    ++at_;
    Value result = TRY((this->*inside)());
    ++depth_left_;
    return result;
  }

  Result<Value> object() {
    Value::Map map;
    if (accept('}')) return Value(std::move(map));
    do {
      skip_space();
      std::string name = TRY(string());
      if (!accept(':')) return stopped("a colon is missing");
      map.insert_or_assign(std::move(name), TRY(value()));
    } while (accept(','));
    if (!accept('}')) return stopped("a closing brace is missing");
    return Value(std::move(map));
  }

  Result<Value> array() {
    Value::List list;
    if (accept(']')) return Value(std::move(list));
    do list.push_back(TRY(value()));
    while (accept(','));
    if (!accept(']')) return stopped("a closing bracket is missing");
    return Value(std::move(list));
  }

  Result<Value> number() {
    const std::size_t start = at_;
    while (at_ < text_.size() && std::string_view("+-0123456789.eE").find(text_[at_]) != std::string_view::npos) ++at_;
    const std::string_view word = text_.substr(start, at_ - start);
    if (const auto integer = text::parse_integer(word)) return Value(*integer);
    if (const auto real = text::parse_float(word)) return Value(*real);
    at_ = start;
    return stopped("a value is missing");
  }

  Result<char32_t> hexadecimal() {
    if (at_ + 4 > text_.size()) return stopped("half an escape");
    char32_t code = 0;
    for (int i = 0; i < 4; ++i) {
      const char c = text_[at_++];
      const int digit = c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
      if (digit < 0) return stopped("a wrong escape");
      code = code * 16 + static_cast<char32_t>(digit);
    }
    return code;
  }

  Result<void> escape(std::string& out) {
    const char c = at_ < text_.size() ? text_[at_++] : '\0';
    static constexpr std::string_view names = "\"\\/bfnrt", values = "\"\\/\b\f\n\r\t";
    if (const std::size_t found = names.find(c); found != std::string_view::npos) {
      out += values[found];
      return {};
    }
    if (c != 'u') return stopped("a wrong escape");
    char32_t code = TRY(hexadecimal());
    if (code >= 0xD800 && code < 0xDC00 && text_.substr(at_).starts_with("\\u")) {
      const std::size_t back = at_;
      at_ += 2;
      const char32_t low = TRY(hexadecimal());
      if (low >= 0xDC00 && low < 0xE000) {
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
      } else {
        at_ = back;
      }
    }
    text::append_utf8(out, code >= 0xD800 && code < 0xE000 ? 0xFFFD : code);
    return {};
  }

  Result<std::string> string() {
    if (at_ >= text_.size() || text_[at_] != '"') return stopped("a quote is missing");
    ++at_;
    std::string out;
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (c == '"') return text::is_utf8(out) ? out : text::repair_utf8(out);
      if (static_cast<unsigned char>(c) < 0x20) return stopped("a control character in a text");
      if (c == '\\') {
        CHECKED(escape(out));
      } else {
        out += c;
      }
    }
    return stopped("a text does not end");
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int depth_left_;
};

}  // namespace

Result<Value> parse_json(std::string_view text, int max_depth) {
  return Parser(text, max_depth).document();
}

}  // namespace lunokhod
