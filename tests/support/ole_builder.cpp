#include "ole_builder.hpp"

#include <cstdint>
#include <cstring>

namespace lunokhod::testing {
namespace {

constexpr std::size_t sector = 512, mini = 64, cutoff = 4096;
constexpr std::uint32_t end_of_chain = 0xFFFFFFFE, unused = 0xFFFFFFFF, fat_mark = 0xFFFFFFFD, difat_mark = 0xFFFFFFFC;

template <class T>
void put(std::string& bytes, std::size_t at, T value) {
  std::memcpy(bytes.data() + at, &value, sizeof value);
}

std::string padded(std::string bytes, std::size_t unit) {
  bytes.resize((bytes.size() + unit - 1) / unit * unit, '\0');
  return bytes;
}

class Builder {
 public:
  std::string build(const std::vector<OleStream>& streams, const OleShape& shape);

 private:
  std::uint32_t add(const std::string& bytes, bool reversed = false);
  std::uint32_t add_mini(const std::string& bytes);
  void directory_entry(const std::string& name, std::uint8_t type, std::uint32_t start, std::size_t size);
  void write_fat(std::string& header);

  std::string body_, mini_stream_, directory_;
  std::vector<std::uint32_t> fat_, mini_fat_;
};

std::uint32_t Builder::add(const std::string& raw, bool reversed) {
  const std::string bytes = padded(raw, sector);
  const auto count = static_cast<std::uint32_t>(bytes.size() / sector);
  const auto base = static_cast<std::uint32_t>(fat_.size());
  if (count == 0) return end_of_chain;
  for (std::uint32_t i = 0; i < count; ++i) {
    body_ += bytes.substr((reversed ? count - 1 - i : i) * sector, sector);
    fat_.push_back(reversed ? (i == 0 ? end_of_chain : base + i - 1) : (i + 1 == count ? end_of_chain : base + i + 1));
  }
  return reversed ? base + count - 1 : base;
}

std::uint32_t Builder::add_mini(const std::string& raw) {
  const std::string bytes = padded(raw, mini);
  const auto base = static_cast<std::uint32_t>(mini_fat_.size());
  const auto count = static_cast<std::uint32_t>(bytes.size() / mini);
  for (std::uint32_t i = 0; i < count; ++i) mini_fat_.push_back(i + 1 == count ? end_of_chain : base + i + 1);
  mini_stream_ += bytes;
  return base;
}

void Builder::directory_entry(const std::string& name, std::uint8_t type, std::uint32_t start, std::size_t size) {
  std::string entry(128, '\0');
  for (std::size_t i = 0; i < name.size(); ++i) entry[2 * i] = name[i];
  put<std::uint16_t>(entry, 64, static_cast<std::uint16_t>(2 * name.size() + 2));
  entry[66] = static_cast<char>(type);
  for (const std::size_t link : {68, 72, 76}) put(entry, link, unused);
  put(entry, 116, start);
  put(entry, 120, static_cast<std::uint32_t>(size));
  directory_ += entry;
}

// The FAT lies behind everything; where the header has no room for more of its sectors, a chain of lists follows.
void Builder::write_fat(std::string& header) {
  const auto data = fat_.size();
  std::size_t fat_sectors = 0, lists = 0;
  while (fat_sectors * 128 < data + fat_sectors + lists) {
    ++fat_sectors;
    lists = fat_sectors > 109 ? (fat_sectors - 109 + 126) / 127 : 0;
  }
  for (std::size_t i = 0; i < fat_sectors; ++i) fat_.push_back(fat_mark);
  for (std::size_t i = 0; i < lists; ++i) fat_.push_back(difat_mark);
  fat_.resize(fat_sectors * 128, unused);
  body_.append(reinterpret_cast<const char*>(fat_.data()), fat_.size() * 4);
  std::string list(lists * sector, '\xFF');
  for (std::size_t i = 0; i < fat_sectors; ++i) {
    const auto number = static_cast<std::uint32_t>(data + i);
    if (i < 109)
      put(header, 0x4C + 4 * i, number);
    else
      put(list, (i - 109) / 127 * sector + (i - 109) % 127 * 4, number);
  }
  for (std::size_t i = 0; i < lists; ++i)
    put(list, i * sector + 508, i + 1 < lists ? static_cast<std::uint32_t>(data + fat_sectors + i + 1) : end_of_chain);
  body_ += list;
  put(header, 0x2C, static_cast<std::uint32_t>(fat_sectors));
  put(header, 0x44, lists ? static_cast<std::uint32_t>(data + fat_sectors) : end_of_chain);
  put(header, 0x48, static_cast<std::uint32_t>(lists));
}

std::string Builder::build(const std::vector<OleStream>& streams, const OleShape& shape) {
  directory_entry("Root Entry", 5, end_of_chain, 0);
  std::uint32_t first_large = end_of_chain;
  for (const auto& [name, bytes] : streams) {
    const bool large = bytes.size() >= cutoff;
    const auto start = large ? add(bytes, shape.fragmented) : add_mini(bytes);
    if (large && first_large == end_of_chain) first_large = start;
    directory_entry(name, 2, start, bytes.size());
  }
  // The tree: the root's child is the first stream, every next one hangs to the right.
  put<std::uint32_t>(directory_, 76, streams.empty() ? unused : 1);
  for (std::size_t i = 1; i < streams.size(); ++i) put(directory_, 128 * i + 72, static_cast<std::uint32_t>(i + 1));
  put(directory_, 116, add(mini_stream_));
  put(directory_, 120, static_cast<std::uint32_t>(mini_stream_.size()));
  if (first_large != end_of_chain && shape.fat_loop) fat_[first_large] = first_large;
  if (first_large != end_of_chain && shape.past_the_end) fat_[first_large] = 0x00FFFFF0;
  std::string header("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
  header.resize(sector, '\0');
  put<std::uint32_t>(header, 0x18, 0x0003003E);
  put<std::uint16_t>(header, 0x1C, 0xFFFE);
  put<std::uint16_t>(header, 0x1E, 9);
  put<std::uint16_t>(header, 0x20, 6);
  put<std::uint32_t>(header, 0x38, cutoff);
  std::memset(header.data() + 0x4C, 0xFF, sector - 0x4C);
  put(header, 0x30, add(directory_));
  std::string mini_fat(reinterpret_cast<const char*>(mini_fat_.data()), mini_fat_.size() * 4);
  mini_fat.resize((mini_fat.size() + sector - 1) / sector * sector, '\xFF');
  put(header, 0x3C, add(mini_fat));
  put(header, 0x40, static_cast<std::uint32_t>(mini_fat.size() / sector));
  write_fat(header);
  return header + body_;
}

}  // namespace

std::string make_ole(const std::vector<OleStream>& streams, const OleShape& shape) {
  return Builder().build(streams, shape);
}

}  // namespace lunokhod::testing
