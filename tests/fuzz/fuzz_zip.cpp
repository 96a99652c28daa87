// Any bytes as a zip file: directory, names, every entry both ways of inflating; both must agree.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "zip/archive.hpp"
#include "zip/byte_source.hpp"

using namespace lunokhod;
using namespace lunokhod::sheets;

namespace {

constexpr std::uint64_t limit = std::uint64_t{1} << 20;
constexpr std::size_t most_entries = 20;

bool drain(zip::Inflater inflater, std::string& out) {
  char buffer[4096];
  while (out.size() <= limit) {
    auto got = inflater.fill(buffer, sizeof buffer);
    if (!got) return false;
    if (*got == 0) return true;
    out.append(buffer, *got);
  }
  return false;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  zip::looks_like_zip(bytes);
  const auto archive = zip::Archive::open(bytes);
  if (!archive) return 0;
  std::size_t read = 0;
  for (const zip::Entry& entry : archive->entries()) {
    if (++read > most_entries) break;
    if (!archive->find(entry.name)) std::abort();
    const auto whole = archive->read(entry, limit);
    const auto packed = archive->packed(entry);
    if (!packed) continue;
    auto inflater = zip::Inflater::open(entry, *packed, limit);
    if (!inflater) continue;
    std::string streamed;
    if (drain(*std::move(inflater), streamed) && (!whole || *whole != streamed)) std::abort();
  }
  return 0;
}
