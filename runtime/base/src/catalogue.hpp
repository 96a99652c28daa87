// A catalogue of messages: English templates, and the same in another language.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lunokhod {

class Catalogue {
 public:
  static Catalogue of_po(std::string_view text);

  struct Match {
    const std::string* translation = nullptr;
    std::vector<std::string_view> fields;
    std::vector<bool> quoted;  // such a field is a name, not words of ours
  };
  enum class Kind : bool { sentence, place };  // msgctxt "place": "sheet {}", "cell {}" …
  // The template with the most letters of its own that the whole text fits.
  std::optional<Match> find(std::string_view text, Kind kind = Kind::sentence) const;
  bool empty() const { return entries_.empty(); }

 private:
  struct Entry {
    std::vector<std::string> parts;  // between the fields
    std::size_t letters = 0;
    std::string translation;
    Kind kind = Kind::sentence;
  };
  void add(std::string_view english, std::string translation, Kind kind);

  std::vector<Entry> entries_;  // most letters first
};

// "{}" and "{0}" become fields.
std::string filled(std::string_view pattern, const std::vector<std::string>& fields);

}  // namespace lunokhod
