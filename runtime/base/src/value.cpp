#include "lunokhod/base/value.hpp"

#include "lunokhod/base/json.hpp"

namespace lunokhod {

const Value& Value::operator[](std::string_view name) const {
  static const Value null;
  const Map* map = as_map();
  if (!map) return null;
  auto found = map->find(name);
  return found == map->end() ? null : found->second;
}

std::string_view Value::kind() const {
  static constexpr std::string_view names[] = {"null", "boolean", "integer", "float", "text", "list", "map"};
  return names[data_.index()];
}

static void write(JsonWriter& json, const Value& value) {
  if (auto* boolean = value.as_boolean())
    json.boolean(*boolean);
  else if (auto* integer = value.as_integer())
    json.integer(*integer);
  else if (auto* number = value.as_float())
    json.number(*number);
  else if (auto* text = value.as_text())
    json.text(*text);
  else if (auto* list = value.as_list()) {
    json.begin_array();
    for (const Value& item : *list) write(json, item);
    json.end_array();
  } else if (auto* map = value.as_map()) {
    json.begin_object();
    for (const auto& [key, item] : *map) write(json.key(key), item);
    json.end_object();
  } else
    json.null();
}

std::string Value::json() const {
  std::string out;
  JsonWriter writer(out);
  write(writer, *this);
  return out;
}

}  // namespace lunokhod
