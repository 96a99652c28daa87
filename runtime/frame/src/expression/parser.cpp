// Recursive descent with a bound on nesting. Operators of one level are read in a loop and lean to the left.
#include <algorithm>
#include <initializer_list>

#include "expression/lexer.hpp"
#include "expression/syntax.hpp"
#include "lunokhod/base/text.hpp"

namespace lunokhod::expression {
namespace {

constexpr int max_nesting = 150;  // brackets, not and minus inside one another: each costs a dozen stack frames here

class Parser {
 public:
  Parser(std::string_view text, std::vector<Token> tokens) : tokens_(std::move(tokens)) { tree_.text = text; }

  Result<Tree> run() {
    if (now().kind == TokenKind::end) return error("an expression is empty");
    tree_.root = TRY(disjunction());
    if (now().kind != TokenKind::end) return trailing();
    return std::move(tree_);
  }

 private:
  using Index = Result<std::uint32_t>;

  const Token& now() const { return tokens_[at_]; }
  Error error(std::string message, std::string hint = "") const {
    return error_at(tree_.text, now().position, std::move(message), std::move(hint));
  }
  bool symbol(std::string_view value) {
    if (now().kind != TokenKind::symbol || now().value != value) return false;
    ++at_;
    return true;
  }
  bool is_word(std::size_t at, std::string_view value) const {
    return tokens_[at].kind == TokenKind::name && text::lower(tokens_[at].value) == value;
  }
  bool word(std::string_view value) {
    if (!is_word(at_, value)) return false;
    ++at_;
    return true;
  }

  Error trailing() const {
    const bool value = now().kind == TokenKind::name || now().kind == TokenKind::bracketed ||
                       now().kind == TokenKind::number || now().kind == TokenKind::text;
    return error("an operator is missing",
                 value ? "a column whose name is several words is written in brackets: [Кол-во, шт]" : "");
  }

  Index add(NodeKind kind, std::string value, std::size_t position, std::vector<std::uint32_t> children = {}) {
    int depth = 1;
    for (std::uint32_t child : children) depth = std::max(depth, depths_[child] + 1);
    if (depth > max_depth || tree_.nodes.size() >= max_nodes)
      return Error{Code::limit, "an expression is too large", "split it into several derived columns, or use `in (…)`",
                   "expression `" + text::cut(tree_.text, 100) + "`"};
    tree_.nodes.push_back({kind, std::move(value), position, std::move(children)});
    depths_.push_back(depth);
    return static_cast<std::uint32_t>(tree_.nodes.size() - 1);
  }

  // One level of left-leaning operators; `read` is the next tighter level.
  Index level(std::initializer_list<std::string_view> operators, Index (Parser::*read)()) {
    std::uint32_t left = TRY((this->*read)());
    while (true) {
      const std::size_t position = now().position;
      const auto* found = std::find_if(operators.begin(), operators.end(), [&](std::string_view one) {
        return one == "and" || one == "or" ? word(one) : symbol(one);
      });
      if (found == operators.end()) return left;
      const std::uint32_t right = TRY((this->*read)());
      left = TRY(add(NodeKind::binary, std::string(*found), position, {left, right}));
    }
  }

  Index disjunction() { return level({"or"}, &Parser::conjunction); }
  Index conjunction() { return level({"and"}, &Parser::negation); }

  Index negation() {
    const std::size_t position = now().position;
    if (!is_word(at_, "not") || is_word(at_ + 1, "in")) return comparison();
    ++at_;
    if (++nesting_ > max_nesting) return too_deep();
    const std::uint32_t child = TRY(negation());
    --nesting_;
    return add(NodeKind::not_, "", position, {child});
  }

  static std::string_view canonical(std::string_view comparison) {
    if (comparison == "=") return "==";
    return comparison == "<>" || comparison == "~=" ? "!=" : comparison;
  }
  bool is_comparison() const {
    static constexpr std::string_view all[] = {"==", "!=", "<>", "~=", "<=", ">=", "=", "<", ">"};
    return now().kind == TokenKind::symbol && std::find(std::begin(all), std::end(all), now().value) != std::end(all);
  }

  Index comparison() {
    const std::uint32_t left = TRY(concatenation());
    const std::size_t position = now().position;
    if (is_comparison()) {
      const std::string operation(canonical(now().value));
      ++at_;
      const std::uint32_t right = TRY(concatenation());
      if (is_comparison()) return error("comparisons do not chain", "write a < b and b < c");
      return add(NodeKind::binary, operation, position, {left, right});
    }
    if (word("is")) {
      const bool negated = word("not");
      if (!word("null"))
        return error("`is` wants null", "write `is null` or `is not null`; values are compared with ==");
      return add(negated ? NodeKind::is_not_null : NodeKind::is_null, "", position, {left});
    }
    const bool negated = word("not");
    if (word("in")) return list(left, negated ? NodeKind::not_in : NodeKind::in, position);
    if (negated) return error("`not` here wants `in`");
    return left;
  }

  Index list(std::uint32_t left, NodeKind kind, std::size_t position) {
    if (!symbol("(")) return error("`in` wants a list", "write: in (\"a\", \"b\")");
    std::vector<std::uint32_t> children{left};
    CHECKED(arguments(children));
    if (children.size() == 1) return error("`in` wants at least one value");
    return add(kind, "", position, std::move(children));
  }

  Result<void> arguments(std::vector<std::uint32_t>& out) {
    if (symbol(")")) return {};
    if (++nesting_ > max_nesting) return too_deep();
    do out.push_back(TRY(disjunction()));
    while (symbol(","));
    --nesting_;
    if (!symbol(")")) return error("a closing ) is missing");
    return {};
  }

  Index concatenation() { return level({".."}, &Parser::sum); }
  Index sum() { return level({"+", "-"}, &Parser::product); }
  Index product() { return level({"*", "/", "%"}, &Parser::minus); }

  Index minus() {
    const std::size_t position = now().position;
    if (!symbol("-")) return primary();
    if (++nesting_ > max_nesting) return too_deep();
    const std::uint32_t child = TRY(minus());
    --nesting_;
    return add(NodeKind::negate, "", position, {child});
  }

  Index primary() {
    const Token token = now();
    switch (token.kind) {
      case TokenKind::number:
        ++at_;
        return add(NodeKind::number, token.value, token.position);
      case TokenKind::text:
        ++at_;
        return add(NodeKind::text, token.value, token.position);
      case TokenKind::bracketed:
        ++at_;
        return column(token);
      case TokenKind::name:
        return named(token);
      case TokenKind::symbol:
        if (symbol("(")) return parenthesised();
        break;
      case TokenKind::end:
        break;
    }
    return error("a value is missing");
  }

  Index parenthesised() {
    if (++nesting_ > max_nesting) return too_deep();
    const std::uint32_t inner = TRY(disjunction());
    --nesting_;
    if (!symbol(")")) return error("a closing ) is missing");
    return inner;
  }

  Index named(const Token& token) {
    const std::string lower = text::lower(token.value);
    static constexpr std::string_view reserved[] = {"and", "or", "not", "is", "in"};
    if (std::find(std::begin(reserved), std::end(reserved), lower) != std::end(reserved))
      return error("a value is missing", "a column of this name is written in brackets: [" + token.value + "]");
    ++at_;
    if (lower == "true" || lower == "false") return add(NodeKind::boolean, lower, token.position);
    if (lower == "null" || lower == "nil") return add(NodeKind::null, "", token.position);
    if (!symbol("(")) return column(token);
    std::vector<std::uint32_t> children;
    CHECKED(arguments(children));
    return add(NodeKind::call, lower, token.position, std::move(children));
  }

  Index column(const Token& token) {
    if (token.value.empty()) return error_at(tree_.text, token.position, "a column has no name");
    if (std::find(tree_.names.begin(), tree_.names.end(), token.value) == tree_.names.end())
      tree_.names.push_back(token.value);
    return add(NodeKind::column, token.value, token.position);
  }

  Error too_deep() const {
    return Error{Code::limit, "an expression is nested too deeply", "split it into several derived columns",
                 "expression `" + text::cut(tree_.text.substr(0, 400), 100) + "`"};
  }

  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  int nesting_ = 0;
  std::vector<int> depths_;
  Tree tree_;
};

}  // namespace

Result<Tree> parse(std::string_view text) {
  return Parser(text, TRY(tokens(text))).run();
}

}  // namespace lunokhod::expression
