#include "lunokhod/app/verb.hpp"
#include "lunokhod/base/text.hpp"

namespace lunokhod::app {

std::optional<std::string> Arguments::text(std::string_view name) const {
  const auto found = options.find(name);
  if (found == options.end()) return std::nullopt;
  return found->second;
}

std::string Arguments::text_or(std::string_view name, std::string_view fallback) const {
  return text(name).value_or(std::string(fallback));
}

Result<std::optional<std::int64_t>> Arguments::integer(std::string_view name) const {
  const auto found = text(name);
  if (!found) return std::optional<std::int64_t>();
  const auto number = text::parse_integer(*found);
  if (!number)
    return Error{Code::invalid_argument, "--" + std::string(name) + " wants a whole number, got \"" + *found + "\""};
  return number;
}

}  // namespace lunokhod::app
