// A tree of plain values: what a configuration file evaluates to, what a script returns. Lua never leaves bindings/;
// this is the form in which its data does.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace lunokhod {

class Value {
 public:
  using List = std::vector<Value>;
  using Map = std::map<std::string, Value, std::less<>>;

  Value() = default;
  Value(bool value) : data_(value) {}                                     // NOLINT: implicit on purpose, all of them
  Value(std::int64_t value) : data_(value) {}                             // NOLINT
  Value(int value) : data_(std::int64_t{value}) {}                        // NOLINT
  Value(double value) : data_(value) {}                                   // NOLINT
  Value(std::string value) : data_(std::move(value)) {}                   // NOLINT
  Value(const char* value) : data_(std::string(value)) {}                 // NOLINT
  Value(List value) : data_(std::make_shared<List>(std::move(value))) {}  // NOLINT
  Value(Map value) : data_(std::make_shared<Map>(std::move(value))) {}    // NOLINT

  bool is_null() const { return data_.index() == 0; }
  const bool* as_boolean() const { return std::get_if<bool>(&data_); }
  const std::int64_t* as_integer() const { return std::get_if<std::int64_t>(&data_); }
  const double* as_float() const { return std::get_if<double>(&data_); }
  const std::string* as_text() const { return std::get_if<std::string>(&data_); }
  const List* as_list() const {
    auto p = std::get_if<std::shared_ptr<List>>(&data_);
    return p ? p->get() : nullptr;
  }
  const Map* as_map() const {
    auto p = std::get_if<std::shared_ptr<Map>>(&data_);
    return p ? p->get() : nullptr;
  }
  // The member of a map, or null when this is no map or has none.
  const Value& operator[](std::string_view name) const;
  std::string_view kind() const;  // "null" "boolean" "integer" "float" "text" "list" "map"
  std::string json() const;

 private:
  std::variant<std::monostate, bool, std::int64_t, double, std::string, std::shared_ptr<List>, std::shared_ptr<Map>>
      data_;
};

}  // namespace lunokhod
