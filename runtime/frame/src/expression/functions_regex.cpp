// Regular expressions: RE2, linear in the length of the text. The pattern is a plain text, compiled once.
#include <re2/re2.h>

#include "expression/functions.hpp"
#include "expression/operations.hpp"

namespace lunokhod::expression {
namespace {

using View = std::string_view;

re2::StringPiece piece(View text) {
  return {text.data(), text.size()};
}

Result<std::shared_ptr<const RE2>> pattern(const Call& call, std::size_t index) {
  const std::string text = TRY(call.fixed_text(index));
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(4 << 20);
  auto compiled = std::make_shared<const RE2>(text, options);
  if (!compiled->ok())
    return Error{Code::syntax, "the pattern \"" + text + "\" is no regular expression: " + compiled->error()};
  return compiled;
}

Result<OpPtr> make_matches(Call& call) {
  const auto re = TRY(pattern(call, 1));
  return folded(by_row<bool, View>(
      {Dtype::boolean}, [re](Context&, View v) { return std::optional(RE2::PartialMatch(piece(v), *re)); },
      TRY(call.text(0))));
}

Result<OpPtr> make_extract(Call& call) {
  const auto re = TRY(pattern(call, 1));
  const int groups = re->NumberOfCapturingGroups();
  const auto group = call.count() > 2 ? TRY(call.fixed_integer(2, 0, groups)) : std::int64_t{groups > 0};
  return folded(by_row<View, View>(
      {Dtype::text},
      [re, group](Context&, View v) -> std::optional<View> {
        std::vector<re2::StringPiece> found(static_cast<std::size_t>(group) + 1);
        if (!re->Match(piece(v), 0, v.size(), RE2::UNANCHORED, found.data(), static_cast<int>(found.size())))
          return std::nullopt;
        const re2::StringPiece& part = found.back();
        if (part.data() == nullptr) return std::nullopt;
        return View(part.data(), part.size());
      },
      TRY(call.text(0))));
}

Result<OpPtr> make_regex_replace(Call& call) {
  const auto re = TRY(pattern(call, 1));
  const std::string with = TRY(call.fixed_text(2));
  std::string problem;
  if (!re->CheckRewriteString(with, &problem))
    return Error{Code::syntax, "regex_replace(): \"" + with + "\" cannot replace: " + problem, "groups are \\1 to \\9"};
  return folded(by_row<View, View>(
      {Dtype::text},
      [re, with](Context& context, View v) -> std::optional<View> {
        std::string out(v);
        if (!RE2::GlobalReplace(&out, *re, with)) return v;
        if (out.size() <= TextPool::max_length) return context.scratch.keep(out);
        context.fail(context.row, Code::limit, "a text made by regex_replace() is longer than 16 MiB");
        return std::nullopt;
      },
      TRY(call.text(0))));
}

constexpr Function table[] = {
    {"matches", 2, 2, "matches(text, \"pattern\")", make_matches},
    {"extract", 2, 3, "extract(text, \"pattern\" [, group])", make_extract},
    {"regex_replace", 3, 3, "regex_replace(text, \"pattern\", \"with\")", make_regex_replace},
};

}  // namespace

std::span<const Function> regex_functions() {
  return table;
}

}  // namespace lunokhod::expression
