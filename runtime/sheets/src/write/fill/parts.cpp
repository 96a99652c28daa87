#include "write/fill/parts.hpp"

namespace lunokhod::sheets::writing {

std::string Parts::entry_name(std::string_view part) const {
  const zip::Entry* entry = package_.archive().find(part);
  return entry ? entry->name : std::string(part);
}

Result<std::string> Parts::text(std::string_view name) const {
  if (const std::string* now = changed(entry_name(name))) return *now;
  std::string text = TRY(package_.read(name));
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    return Error{Code::data_rejected, "the template's parts are in UTF-16", "save it again in Excel"};
  }
  return text;
}

void Parts::set(std::string_view name, std::string text) {
  const std::string entry = entry_name(name);
  if (!changed_.contains(entry)) {
    if (const auto original = package_.read(name); original && *original == text) return;
  }
  changed_[entry] = std::move(text);
}

void Parts::drop(std::string_view name) {
  dropped_.insert(entry_name(name));
}

const std::string* Parts::changed(const std::string& entry) const {
  const auto found = changed_.find(entry);
  return found == changed_.end() ? nullptr : &found->second;
}

}  // namespace lunokhod::sheets::writing
