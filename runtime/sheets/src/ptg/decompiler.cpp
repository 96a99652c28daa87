#include "ptg/decompiler.hpp"

#include <array>

#include "ole/values.hpp"
#include "ptg/expression.hpp"
#include "ptg/functions.hpp"
#include "ptg/literals.hpp"

namespace lunokhod::sheets::ptg {
namespace {

constexpr std::size_t longest_formula = 32'768;  // Excel allows half as much

namespace token {
enum : std::uint8_t {
  shared = 0x01,
  first_infix = 0x03,
  last_infix = 0x11,
  plus = 0x12,
  minus = 0x13,
  percent = 0x14,
  parenthesis = 0x15,
  missing = 0x16,
  string = 0x17,
  attribute = 0x19,
  error = 0x1C,
  boolean = 0x1D,
  integer = 0x1E,
  number = 0x1F,
  array = 0x20,
  function = 0x21,
  function_variable = 0x22,
  name = 0x23,
  cell = 0x24,
  area = 0x25,
  memory_area = 0x26,
  memory_error = 0x27,
  memory_none = 0x28,
  memory_function = 0x29,
  cell_error = 0x2A,
  area_error = 0x2B,
  cell_near = 0x2C,
  area_near = 0x2D,
  foreign_name = 0x39,
  foreign_cell = 0x3A,
  foreign_area = 0x3B,
  foreign_cell_error = 0x3C,
  foreign_area_error = 0x3D
};
}  // namespace token

constexpr std::array<std::string_view, 15> infix_signs{
    "+", "-", "*", "/", "^", "&", "<", "<=", "=", ">=", ">", "<>", " ", ",", ":"};

// One formula.
class Reading {
 public:
  Reading(Dialect dialect, const Links& links, const xls::CodePageText* code_page, const Formula& formula,
          const Origin& cell)
      : dialect_(dialect),
        links_(links),
        references_(dialect),
        literals_(dialect, code_page),
        tokens_(formula.tokens),
        extra_(formula.extra),
        cell_(cell) {}

  std::optional<std::string> run() {
    while (tokens_.remaining() > 0)
      if (!take(tokens_.u8()) || tokens_.failed() || extra_.failed() || expression_.too_long()) return std::nullopt;
    if (!expression_.complete()) return std::nullopt;
    return "=" + expression_.text();
  }

 private:
  bool take(std::uint8_t code);
  bool take_reference(std::uint8_t code);
  bool attribute();
  bool call(std::size_t arguments, std::uint16_t number);
  bool memory(std::uint8_t code);
  bool array();
  std::string foreign_prefix();
  bool put(const std::string& text) {
    expression_.operand(text);
    return !text.empty();
  }

  Dialect dialect_;
  const Links& links_;
  References references_;
  Literals literals_;
  ByteCursor tokens_, extra_;
  Origin cell_;
  Expression expression_;
};

// Tokens of operands come in three classes (reference, value, array) that read the same.
bool Reading::take(std::uint8_t code) {
  if (code >= 0x80) return false;
  if (code >= 0x20) code = static_cast<std::uint8_t>((code & 0x1F) | 0x20);
  if (code >= token::first_infix && code <= token::last_infix)
    return expression_.infix(infix_signs[code - token::first_infix]);
  switch (code) {
    case token::plus:
      return expression_.around("+", "");
    case token::minus:
      return expression_.around("-", "");
    case token::percent:
      return expression_.around("", "%");
    case token::parenthesis:
      return expression_.around("(", ")");
    case token::missing:
      expression_.operand("");
      return true;
    case token::string:
      return put(literals_.text(tokens_));
    case token::attribute:
      return attribute();
    case token::error:
      return put(std::string(error_text(tokens_.u8())));
    case token::boolean:
      return put(tokens_.u8() ? "TRUE" : "FALSE");
    case token::integer:
      return put(std::to_string(tokens_.u16()));
    case token::number:
      return put(number_text(tokens_.f64()));
    case token::array:
      return array();
    case token::function: {
      const auto number = tokens_.u16();
      const int arguments = function(number).arguments;
      return arguments >= 0 && call(static_cast<std::size_t>(arguments), number);
    }
    case token::function_variable: {
      const std::size_t arguments = tokens_.u8() & 0x7F;
      return call(arguments, tokens_.u16());
    }
    default:
      return memory(code) || take_reference(code);
  }
}

bool Reading::take_reference(std::uint8_t code) {
  switch (code) {
    case token::name: {
      const std::uint32_t number = dialect_ == Dialect::biff5 ? tokens_.u16() : tokens_.u32();
      if (dialect_ == Dialect::biff5) tokens_.skip(12);
      return put(links_.name(number));
    }
    case token::foreign_name: {
      const auto link = tokens_.u16();
      return dialect_ != Dialect::biff5 && put(links_.foreign_name(link, tokens_.u32()));
    }
    case token::cell:
      return put(references_.cell(tokens_, nullptr));
    case token::area:
      return put(references_.area(tokens_, nullptr));
    case token::cell_near:
      return put(references_.cell(tokens_, &cell_));
    case token::area_near:
      return put(references_.area(tokens_, &cell_));
    case token::cell_error:
      tokens_.skip(references_.cell_size());
      return put("#REF!");
    case token::area_error:
      tokens_.skip(references_.area_size());
      return put("#REF!");
    default:
      break;
  }
  if (code < token::foreign_cell || code > token::foreign_area_error) return false;
  const std::string prefix = foreign_prefix();
  if (prefix.empty()) return false;
  if (code == token::foreign_cell) return put(prefix + references_.cell(tokens_, nullptr));
  if (code == token::foreign_area) return put(prefix + references_.area(tokens_, nullptr));
  tokens_.skip(code == token::foreign_cell_error ? references_.cell_size() : references_.area_size());
  return put(prefix == "#REF!" ? prefix : prefix + "#REF!");
}

// BIFF5 says the sheets of this workbook itself; of others only a table knows that is not read.
std::string Reading::foreign_prefix() {
  if (dialect_ != Dialect::biff5) return links_.sheet_prefix(std::uint32_t{tokens_.u16()});
  const bool own = tokens_.u16() & 0x8000;
  tokens_.skip(8);
  const auto first = static_cast<std::int16_t>(tokens_.u16()), last = static_cast<std::int16_t>(tokens_.u16());
  return own ? links_.sheet_prefix(Link{0, first, last}) : "";
}

// Results that Excel kept beside the tokens they are made of; those follow.
bool Reading::memory(std::uint8_t code) {
  if (code < token::memory_area || code > token::memory_function) return false;
  if (code != token::memory_function) tokens_.skip(4);
  tokens_.skip(2);
  if (code != token::memory_area) return true;
  const bool wide = dialect_ == Dialect::biff12;
  const std::size_t count = wide ? extra_.u32() : extra_.u16();
  extra_.skip(count * (wide ? 16 : dialect_ == Dialect::biff8 ? 8 : 6));
  return true;
}

// Jumps, spaces and the like say nothing, except for the short form of SUM.
bool Reading::attribute() {
  constexpr unsigned choose = 0x04, sum = 0x10;
  const unsigned kind = tokens_.u8();
  const std::size_t number = tokens_.u16();
  if (kind & choose) tokens_.skip((number + 1) * 2);
  return !(kind & sum) || expression_.call("SUM", 1);
}

bool Reading::call(std::size_t arguments, std::uint16_t number) {
  if (number == user_defined) return expression_.call_operand(arguments);
  const auto name = function(number).name;
  return !name.empty() && expression_.call(name, arguments);
}

bool Reading::array() {
  tokens_.skip(literals_.array_token_size());
  return put(literals_.array(extra_));
}

}  // namespace

std::optional<Origin> Decompiler::shared_with(const Formula& formula) const {
  ByteCursor tokens(formula.tokens), extra(formula.extra);
  if (tokens.u8() != token::shared) return std::nullopt;
  const Origin cell =
      dialect_ == Dialect::biff12 ? Origin{tokens.u32(), extra.u32()} : Origin{tokens.u16(), tokens.u16()};
  return tokens.failed() || extra.failed() ? std::nullopt : std::optional(cell);
}

std::optional<std::string> Decompiler::text(const Formula& formula, const Origin& cell) {
  if (formula.tokens.empty() || formula.tokens.size() > longest_formula || left_ < formula.tokens.size())
    return std::nullopt;
  left_ -= formula.tokens.size();
  auto text = Reading(dialect_, links_, code_page_, formula, cell).run();
  if (!text || text->size() > left_) return std::nullopt;
  left_ -= text->size();
  return text;
}

}  // namespace lunokhod::sheets::ptg
