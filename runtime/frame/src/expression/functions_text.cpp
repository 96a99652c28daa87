// Functions on text. Positions and lengths are in code points and start at 1.
#include <algorithm>

#include "expression/functions.hpp"
#include "expression/operations.hpp"
#include "lunokhod/base/text.hpp"

namespace lunokhod::expression {
namespace {

using View = std::string_view;
using I64 = std::int64_t;
using MaybeView = std::optional<View>;
constexpr Type text_type{Dtype::text};
constexpr Type boolean_type{Dtype::boolean};

template <class F>
Result<OpPtr> text_to_text(Call& call, F function) {
  return folded(by_row<View, View>(text_type, std::move(function), TRY(call.text(0))));
}

char32_t upper_of(char32_t c) {
  if (c < 0x80) return c >= 'a' && c <= 'z' ? c - 32 : c;
  if (c >= 0xE0 && c <= 0xFE && c != 0xF7) return c - 32;
  if (c >= 0x3B1 && c <= 0x3C9 && c != 0x3C2) return c - 32;
  if (c >= 0x430 && c <= 0x44F) return c - 32;
  if (c >= 0x450 && c <= 0x45F) return c - 80;
  if ((c >= 0x100 && c <= 0x137) || (c >= 0x460 && c <= 0x481) || (c >= 0x48A && c <= 0x4BF) ||
      (c >= 0x4D0 && c <= 0x52F))
    return c & ~char32_t{1};
  return c;
}

std::string upper(View text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) text::append_utf8(out, upper_of(text::next_code_point(text, i)));
  return out;
}

// The byte where code point number `count` (0-based) begins, or the end.
std::size_t byte_of(View text, std::size_t count) {
  std::size_t at = 0;
  for (; count > 0 && at < text.size(); --count) text::next_code_point(text, at);
  return at;
}

View part(View text, I64 from, I64 count) {
  if (count <= 0 || from < 1) return {};
  const View rest = text.substr(byte_of(text, static_cast<std::size_t>(std::min<I64>(from - 1, I64{1} << 30))));
  return rest.substr(0, byte_of(rest, static_cast<std::size_t>(std::min<I64>(count, I64{1} << 30))));
}

Result<OpPtr> make_lower(Call& call) {
  return text_to_text(call, [](Context& c, View v) -> MaybeView { return c.scratch.keep(text::lower(v)); });
}
Result<OpPtr> make_upper(Call& call) {
  return text_to_text(call, [](Context& c, View v) -> MaybeView { return c.scratch.keep(upper(v)); });
}
Result<OpPtr> make_trim(Call& call) {
  return text_to_text(call, [](Context&, View v) -> MaybeView { return text::trim(v); });
}
Result<OpPtr> make_fold(Call& call) {
  return text_to_text(call, [](Context& c, View v) -> MaybeView { return c.scratch.keep(text::fold(v)); });
}
Result<OpPtr> make_digits(Call& call) {
  return text_to_text(call, [](Context& c, View v) -> MaybeView {
    char* out = c.scratch.room(v.size());
    std::size_t size = 0;
    for (char one : v)
      if (one >= '0' && one <= '9') out[size++] = one;
    return View(out, size);
  });
}
Result<OpPtr> make_len(Call& call) {
  return folded(by_row<I64, View>(
      {Dtype::integer}, [](Context&, View v) { return std::optional(static_cast<I64>(text::length(v))); },
      TRY(call.text(0))));
}

Result<OpPtr> make_substr(Call& call) {
  OpPtr count = call.count() > 2 ? TRY(call.integer(2)) : constant({{Dtype::integer}, std::uint64_t{1} << 40, {}});
  return folded(by_row<View, View, I64, I64>(
      text_type, [](Context&, View v, I64 from, I64 n) -> MaybeView { return part(v, from, n); }, TRY(call.text(0)),
      TRY(call.integer(1)), std::move(count)));
}
Result<OpPtr> make_left(Call& call) {
  return folded(by_row<View, View, I64>(
      text_type, [](Context&, View v, I64 n) -> MaybeView { return part(v, 1, n); }, TRY(call.text(0)),
      TRY(call.integer(1))));
}
Result<OpPtr> make_right(Call& call) {
  return folded(by_row<View, View, I64>(
      text_type,
      [](Context&, View v, I64 n) -> MaybeView {
        const auto length = static_cast<I64>(text::length(v));
        return part(v, n >= length ? 1 : length - n + 1, n);
      },
      TRY(call.text(0)), TRY(call.integer(1))));
}

template <class F>
Result<OpPtr> two_texts(Call& call, F function) {
  return folded(by_row<bool, View, View>(boolean_type, std::move(function), TRY(call.text(0)), TRY(call.text(1))));
}
Result<OpPtr> make_starts_with(Call& call) {
  return two_texts(call, [](Context&, View v, View w) { return std::optional(v.starts_with(w)); });
}
Result<OpPtr> make_ends_with(Call& call) {
  return two_texts(call, [](Context&, View v, View w) { return std::optional(v.ends_with(w)); });
}
Result<OpPtr> make_contains(Call& call) {
  return two_texts(call, [](Context&, View v, View w) { return std::optional(v.find(w) != View::npos); });
}

MaybeView replaced(Context& context, View text, View from, View to) {
  if (from.empty() || text.find(from) == View::npos) return text;
  std::string out;
  std::size_t at = 0;
  for (std::size_t found; (found = text.find(from, at)) != View::npos; at = found + from.size()) {
    out.append(text.substr(at, found - at)).append(to);
    if (out.size() > TextPool::max_length) break;
  }
  out.append(text.substr(at));
  if (out.size() > TextPool::max_length) {
    context.fail(context.row, Code::limit, "a text made by replace() is longer than 16 MiB");
    return std::nullopt;
  }
  return context.scratch.keep(out);
}
Result<OpPtr> make_replace(Call& call) {
  return folded(
      by_row<View, View, View, View>(text_type, replaced, TRY(call.text(0)), TRY(call.text(1)), TRY(call.text(2))));
}

Result<OpPtr> make_pad_left(Call& call) {
  const std::string filler = call.count() > 2 ? TRY(call.fixed_text(2)) : std::string("0");
  const I64 width = TRY(call.fixed_integer(1, 0, 1000));
  if (text::length(filler) != 1) return type_error("pad_left() fills with one character");
  return text_to_text(call, [filler, width](Context& c, View v) -> MaybeView {
    std::string out;
    for (I64 missing = width - static_cast<I64>(text::length(v)); missing > 0; --missing) out += filler;
    return out.empty() ? v : c.scratch.keep(out.append(v));
  });
}

Result<OpPtr> make_split_part(Call& call) {
  return folded(by_row<View, View, View, I64>(
      text_type,
      [](Context&, View v, View separator, I64 number) -> MaybeView {
        if (separator.empty() || number < 1) return std::nullopt;
        for (; number > 1; --number) {
          const std::size_t found = v.find(separator);
          if (found == View::npos) return std::nullopt;
          v.remove_prefix(found + separator.size());
        }
        return v.substr(0, v.find(separator));
      },
      TRY(call.text(0)), TRY(call.text(1)), TRY(call.integer(2))));
}

constexpr Function table[] = {
    {"lower", 1, 1, "lower(text)", make_lower},
    {"upper", 1, 1, "upper(text)", make_upper},
    {"trim", 1, 1, "trim(text)", make_trim},
    {"fold", 1, 1, "fold(text)", make_fold},
    {"digits", 1, 1, "digits(text)", make_digits},
    {"len", 1, 1, "len(text)", make_len},
    {"substr", 2, 3, "substr(text, from [, count])", make_substr},
    {"left", 2, 2, "left(text, count)", make_left},
    {"right", 2, 2, "right(text, count)", make_right},
    {"starts_with", 2, 2, "starts_with(text, beginning)", make_starts_with},
    {"ends_with", 2, 2, "ends_with(text, ending)", make_ends_with},
    {"contains", 2, 2, "contains(text, part)", make_contains},
    {"replace", 3, 3, "replace(text, what, with)", make_replace},
    {"pad_left", 2, 3, "pad_left(text, width [, \"0\"])", make_pad_left},
    {"split_part", 3, 3, "split_part(text, separator, number)", make_split_part},
};

}  // namespace

std::span<const Function> text_functions() {
  return table;
}

}  // namespace lunokhod::expression
