#include "expression/bind.hpp"

#include "expression/functions.hpp"
#include "expression/lexer.hpp"
#include "expression/operators.hpp"
#include "lunokhod/base/decimal.hpp"
#include "lunokhod/base/text.hpp"
#include "lunokhod/frame/expression.hpp"
#include "lunokhod/frame/mapping.hpp"

namespace lunokhod::expression {
namespace {

class Binder {
 public:
  Binder(const Tree& tree, const Frame& frame) : tree_(tree), frame_(frame) {}

  Result<OpPtr> run() { return bind(tree_.root); }

 private:
  // An error of a child already knows its place; one made here gets this node's.
  Result<OpPtr> bind(std::uint32_t index) {
    const Node& node = tree_.nodes[index];
    auto made = bind_node(node);
    if (!made.ok() && made.error().where.empty()) {
      Error& error = made.error();
      const std::size_t column = text::length(std::string_view(tree_.text).substr(0, node.position)) + 1;
      error.where = "expression `" + text::cut(std::string_view(tree_.text).substr(0, 400), 100) + "`, character " +
                    std::to_string(column);
    }
    return made;
  }

  Result<OpPtr> bind_node(const Node& node) {
    switch (node.kind) {
      case NodeKind::number:
        return number(node.value);
      case NodeKind::text:
        return constant({{Dtype::text}, 0, node.value});
      case NodeKind::boolean:
        return constant({{Dtype::boolean}, node.value == "true" ? 1 : 0, {}});
      case NodeKind::null:
        return constant({{Dtype::text, 0, true}, std::nullopt, {}});
      case NodeKind::column:
        return of_column(node.value, std::nullopt, 0);
      case NodeKind::negate:
        return negated(TRY(bind(node.children[0])));
      case NodeKind::not_:
        return inverted(TRY(bind(node.children[0])));
      case NodeKind::binary:
        return binary(node);
      case NodeKind::is_null:
      case NodeKind::is_not_null:
        return null_test(node.kind == NodeKind::is_null, TRY(any_column(node.children[0])));
      case NodeKind::in:
      case NodeKind::not_in: {
        std::vector<OpPtr> children;
        for (std::uint32_t child : node.children) children.push_back(TRY(bind(child)));
        return membership(node.kind == NodeKind::not_in, std::move(children));
      }
      case NodeKind::call:
        return call(node);
    }
    return Error{Code::internal, "an expression node of no kind"};
  }

  static Result<OpPtr> number(const std::string& digits) {
    if (digits.find_first_of(".eE") == std::string::npos) {
      if (const auto whole = text::parse_integer(digits))
        return constant({{Dtype::integer}, static_cast<std::uint64_t>(*whole), {}});
      return Error{Code::overflow, digits + " does not fit an integer", "write it as text in quotes if it is a code"};
    }
    if (digits.find_first_of("eE") == std::string::npos)
      if (const auto exact = parse_decimal(digits))
        return constant(
            {{Dtype::decimal, static_cast<std::uint8_t>(exact->scale)}, static_cast<std::uint64_t>(exact->units), {}});
    const auto value = text::parse_float(digits);
    if (!value) return Error{Code::overflow, digits + " does not fit a float"};
    return constant({{Dtype::float_}, std::bit_cast<std::uint64_t>(*value), {}});
  }

  // `as`: what a mixed column is read as, cell by cell (misfits are null here).
  Result<OpPtr> of_column(const std::string& name, std::optional<Dtype> as, int scale) {
    const std::size_t index = TRY(frame_.find(name));
    const Column& found = frame_.column(index);
    if (found.dtype != Dtype::mixed) return column(frame_.shared_column(index));
    if (as) {
      Problems dropped;
      return column(std::make_shared<const Column>(coerce(frame_, index, *as, scale, "", dropped)));
    }
    return type_error("column \"" + found.name + "\" holds numbers, texts or dates mixed",
                      "say what it is to be: text([" + found.name + "]), decimal([" + found.name + "]), date([" +
                          found.name + "]), or cast it first");
  }

  // Only whether there is a value matters.
  Result<OpPtr> any_column(std::uint32_t child) {
    const Node& node = tree_.nodes[child];
    if (node.kind != NodeKind::column) return bind(child);
    return column(frame_.shared_column(TRY(frame_.find(node.value))));
  }

  // A mixed column where anything becomes text.
  Result<OpPtr> as_text(std::uint32_t child) {
    const Node& node = tree_.nodes[child];
    return node.kind == NodeKind::column ? of_column(node.value, Dtype::text, -1) : bind(child);
  }

  Result<OpPtr> binary(const Node& node) {
    if (node.value == "..") {
      OpPtr left = TRY(as_text(node.children[0]));
      return joined(std::move(left), TRY(as_text(node.children[1])));
    }
    OpPtr left = TRY(bind(node.children[0]));
    OpPtr right = TRY(bind(node.children[1]));
    if (node.value == "and" || node.value == "or")
      return and_or(node.value == "and", std::move(left), std::move(right));
    if (node.value.size() == 1 && node.value != "<" && node.value != ">")
      return arithmetic(node.value[0], std::move(left), std::move(right));
    return compared(node.value, std::move(left), std::move(right));
  }

  static std::optional<Dtype> conversion(std::string_view name) {
    for (Dtype dtype :
         {Dtype::text, Dtype::integer, Dtype::decimal, Dtype::float_, Dtype::boolean, Dtype::date, Dtype::datetime})
      if (dtype_name(dtype) == name) return dtype;
    return std::nullopt;
  }

  Result<OpPtr> call(const Node& node) {
    const Function* function = find_function(node.value);
    if (function == nullptr) {
      const auto near = text::nearest(node.value, function_names());
      return Error{Code::not_found, "no function " + node.value + "()",
                   near.empty() ? "functions: " + text::join(function_names(), ", ")
                                : "did you mean: " + text::join(near, ", ")};
    }
    if (node.children.size() < function->least || node.children.size() > function->most)
      return Error{Code::invalid_argument,
                   node.value + "() takes another number of arguments than " + std::to_string(node.children.size()),
                   "write: " + std::string(function->usage)};
    std::vector<OpPtr> arguments;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      const Node& child = tree_.nodes[node.children[i]];
      const auto as = i == 0 && child.kind == NodeKind::column ? conversion(node.value) : std::nullopt;
      const bool formatted = node.value == "text" && node.children.size() > 1;
      if (as)
        arguments.push_back(TRY(of_column(child.value, formatted ? Dtype::datetime : *as, 4)));
      else
        arguments.push_back(TRY(bind(node.children[i])));
    }
    Call made(function->name, std::move(arguments));
    return function->make(made);
  }

  const Tree& tree_;
  const Frame& frame_;
};

}  // namespace

Result<OpPtr> bind(const Tree& tree, const Frame& frame) {
  return Binder(tree, frame).run();
}

}  // namespace lunokhod::expression
