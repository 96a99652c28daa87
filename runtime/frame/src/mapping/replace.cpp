#include "mapping/replace.hpp"

#include <unordered_map>

#include "lunokhod/base/text.hpp"
#include "mapping/reading.hpp"

namespace lunokhod::mapping {

Column replaced(const Column& in, const std::vector<std::pair<std::string, std::string>>& table,
                const std::optional<std::string>& otherwise) {
  Column out;
  out.name = in.name;
  out.source_column = in.source_column;
  out.pool = std::make_shared<TextPool>();
  std::unordered_map<std::string, std::uint64_t> listed;
  for (const auto& [from, to] : table) listed.try_emplace(text::fold(from), out.pool->add(to).word);
  const std::uint64_t rest = otherwise ? out.pool->add(*otherwise).word : 0;
  const auto blank = listed.find("");

  std::unordered_map<std::uint64_t, std::uint64_t> seen;  // the input's place of a text → the result's
  const auto look_up = [&](std::string_view text) {
    const auto found = listed.find(text::fold(text));
    return found != listed.end() ? found->second : otherwise ? rest : out.pool->add(text).word;
  };
  for (std::size_t row = 0; row < in.size(); ++row) {
    const bool null = in.is_null(row);
    if (null && blank == listed.end() && !otherwise) {
      out.push_null();
      continue;
    }
    std::uint64_t word = 0;
    if (null) {
      word = blank != listed.end() ? blank->second : rest;
    } else {
      const auto [known, fresh] = seen.try_emplace(in.words[row]);
      if (fresh) known->second = look_up(in.as_text(row));
      word = known->second;
    }
    out.words.push_back(word);
    out.valid.push(true);
  }
  return out;
}

}  // namespace lunokhod::mapping
