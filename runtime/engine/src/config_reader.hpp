// Takes typed values out of one table of the configuration, remembers which keys were asked for, and at the end
// complains of the rest.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lunokhod/base/error.hpp"
#include "lunokhod/base/value.hpp"

namespace lunokhod::engine {

class ConfigReader {
 public:
  ConfigReader(Value value, std::string section) : value_(std::move(value)), section_(std::move(section)) {}

  // Each leaves the target as it is when the key is absent.
  Result<void> text(std::string_view key, std::string& target);
  Result<void> integer(std::string_view key, std::int64_t& target, std::int64_t least, std::int64_t most);
  Result<void> duration(std::string_view key, std::int64_t& microseconds);
  Result<void> bytes(std::string_view key, std::uint64_t& target);
  Result<void> texts(std::string_view key, std::vector<std::string>& target);
  Result<void> text_map(std::string_view key, std::map<std::string, std::string, std::less<>>& target);
  Result<const Value::Map*> map(std::string_view key) const;  // null when absent
  ConfigReader child(std::string_view key) const { return {value_[key], std::string(key)}; }

  void know(std::string_view key) { known_.emplace_back(key); }
  Result<void> finish() const;  // this is a table, and every key in it is known
  Error wrong(std::string_view key, std::string_view wanted) const;

 private:
  const Value& take(std::string_view key) {
    know(key);
    return value_[key];
  }
  std::string full(std::string_view key) const {
    return section_.empty() ? std::string(key) : section_ + "." + std::string(key);
  }

  Value value_;
  std::string section_;
  std::vector<std::string> known_;
};

}  // namespace lunokhod::engine
