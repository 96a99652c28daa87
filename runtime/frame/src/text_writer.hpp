// Adds texts to a pool and gives the same place to texts that came a moment ago: columns of repeated words stay small.
#pragma once

#include <array>
#include <string_view>

#include "lunokhod/frame/text_pool.hpp"
#include "text_hash.hpp"

namespace lunokhod {

class TextWriter {
 public:
  explicit TextWriter(TextPool& pool) : pool_(pool) {}

  TextRef add(std::string_view text) {
    if (text.size() > longest) return pool_.add(text);
    Recent& recent = recent_[text_hash(text) % places];
    if (recent.used && pool_.view(recent.ref) == text) return recent.ref;
    recent = {pool_.add(text), true};
    return recent.ref;
  }

 private:
  static constexpr std::size_t longest = 256, places = 1024;
  struct Recent {
    TextRef ref;
    bool used = false;
  };
  TextPool& pool_;
  std::array<Recent, places> recent_{};
};

}  // namespace lunokhod
