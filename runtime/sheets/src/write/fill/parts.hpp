// The parts of a template while it is filled: as they are in the package, until one is changed.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "xlsx/package.hpp"

namespace lunokhod::sheets::writing {

class Parts {
 public:
  explicit Parts(xlsx::Package package) : package_(std::move(package)) {}

  const xlsx::Package& package() const { return package_; }
  Result<std::string> text(std::string_view name) const;  // as changed so far
  void set(std::string_view name, std::string text);      // the same text is no change
  void drop(std::string_view name);
  bool dropped(const std::string& entry) const { return dropped_.contains(entry); }
  const std::string* changed(const std::string& entry) const;

 private:
  std::string entry_name(std::string_view part) const;  // as the archive spells it

  xlsx::Package package_;
  std::map<std::string, std::string> changed_;
  std::set<std::string> dropped_;
};

}  // namespace lunokhod::sheets::writing
