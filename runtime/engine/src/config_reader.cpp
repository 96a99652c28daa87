#include "config_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "lunokhod/base/text.hpp"

namespace lunokhod::engine {
namespace {

// An empty Lua table may arrive as a list.
bool is_empty(const Value& value) {
  return value.is_null() || (value.as_list() && value.as_list()->empty());
}

std::optional<std::string> scalar_text(const Value& value) {
  if (const auto* text = value.as_text()) return *text;
  if (const auto* integer = value.as_integer()) return std::to_string(*integer);
  if (const auto* real = value.as_float()) return text::format_float(*real);
  if (const auto* boolean = value.as_boolean()) return *boolean ? "true" : "false";
  return std::nullopt;
}

}  // namespace

Error ConfigReader::wrong(std::string_view key, std::string_view wanted) const {
  const Value& value = value_[key];
  return Error{Code::configuration, fmt::format("{} must be {}, it is {}", full(key), wanted,
                                                value.is_null() ? std::string("not there") : value.json())};
}

Result<void> ConfigReader::text(std::string_view key, std::string& target) {
  const Value& value = take(key);
  if (value.is_null()) return {};
  if (!value.as_text() || value.as_text()->empty() || value.as_text()->find('\0') != std::string::npos) {
    return wrong(key, "a text in quotes");
  }
  target = *value.as_text();
  return {};
}

Result<void> ConfigReader::integer(std::string_view key, std::int64_t& target, std::int64_t least, std::int64_t most) {
  const Value& value = take(key);
  if (value.is_null()) return {};
  if (!value.as_integer() || *value.as_integer() < least || *value.as_integer() > most) {
    return wrong(key, fmt::format("a whole number from {} to {}", least, most));
  }
  target = *value.as_integer();
  return {};
}

Result<void> ConfigReader::duration(std::string_view key, std::int64_t& microseconds) {
  const Value& value = take(key);
  if (value.is_null()) return {};
  double seconds = -1;
  if (const auto* integer = value.as_integer()) seconds = static_cast<double>(*integer);
  if (const auto* real = value.as_float()) seconds = *real;
  if (const auto* text = value.as_text()) {
    const auto parsed = text::parse_duration_seconds(*text);
    if (parsed) seconds = static_cast<double>(*parsed);
  }
  if (!(seconds >= 0 && seconds <= 366.0 * 86'400)) return wrong(key, "a duration such as \"90s\", \"15m\" or \"2h\"");
  microseconds = std::llround(seconds * 1e6);
  return {};
}

Result<void> ConfigReader::bytes(std::string_view key, std::uint64_t& target) {
  const Value& value = take(key);
  if (value.is_null()) return {};
  std::optional<std::int64_t> count;
  if (const auto* integer = value.as_integer()) count = *integer;
  if (const auto* text = value.as_text()) count = text::parse_bytes(*text);
  if (!count || *count < 0) return wrong(key, "a size such as \"512M\" or \"2G\"");
  target = static_cast<std::uint64_t>(*count);
  return {};
}

Result<void> ConfigReader::texts(std::string_view key, std::vector<std::string>& target) {
  const Value& value = take(key);
  if (is_empty(value)) return {};
  if (!value.as_list()) return wrong(key, "a list of texts");
  target.clear();
  for (const Value& item : *value.as_list()) {
    if (!item.as_text()) return wrong(key, "a list of texts");
    target.push_back(*item.as_text());
  }
  return {};
}

Result<void> ConfigReader::text_map(std::string_view key, std::map<std::string, std::string, std::less<>>& target) {
  const Value& value = take(key);
  if (value.is_null()) return {};
  if (is_empty(value)) {
    target.clear();
    return {};
  }
  if (!value.as_map()) return wrong(key, "a table of name = text");
  target.clear();
  for (const auto& [name, item] : *value.as_map()) {
    const auto text = scalar_text(item);
    if (!text) return wrong(key, "a table of name = text");
    target[name] = *text;
  }
  return {};
}

Result<const Value::Map*> ConfigReader::map(std::string_view key) const {
  const Value& value = value_[key];
  if (is_empty(value)) return static_cast<const Value::Map*>(nullptr);
  if (!value.as_map()) return wrong(key, "a table");
  return value.as_map();
}

Result<void> ConfigReader::finish() const {
  if (is_empty(value_)) return {};
  if (!value_.as_map())
    return Error{Code::configuration, fmt::format("{} must be a table, it is {}", section_, value_.json())};
  for (const auto& [key, item] : *value_.as_map()) {
    if (std::find(known_.begin(), known_.end(), key) != known_.end()) continue;
    const std::vector<std::string> near = text::nearest(key, known_);
    return Error{
        Code::configuration, fmt::format("lunokhod.lua has an unknown key: {}", full(key)),
        near.empty() ? "keys known here: " + text::join(known_, ", ") : "did you mean " + text::join(near, ", ") + "?"};
  }
  return {};
}

}  // namespace lunokhod::engine
