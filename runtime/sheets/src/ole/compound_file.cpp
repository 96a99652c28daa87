#include "ole/compound_file.hpp"

#include <algorithm>

#include "lunokhod/base/encoding.hpp"
#include "lunokhod/base/text.hpp"
#include "ole/byte_cursor.hpp"

namespace lunokhod::sheets::ole {
namespace {

constexpr std::string_view magic("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
constexpr std::uint32_t last_sector = 0xFFFFFFFA;  // larger numbers are marks: end of chain, free, FAT
constexpr std::size_t header_size = 512, entry_size = 128, header_fat_sectors = 109;
constexpr std::size_t most_entries = 100'000;

Error broken(std::string message) {
  return Error{Code::data_rejected, std::move(message),
               "the file is damaged: save it again in the program it came from"};
}

}  // namespace

bool looks_like_compound_file(std::string_view bytes) {
  return bytes.starts_with(magic);
}

Result<CompoundFile> CompoundFile::open(std::string_view bytes) {
  CompoundFile file;
  file.bytes_ = bytes;
  CHECKED(file.read_header());
  file.read_fat();
  CHECKED(file.read_directory());
  return file;
}

Result<void> CompoundFile::read_header() {
  if (bytes_.size() < header_size) return broken("the OLE container ends inside its header");
  ByteCursor header(bytes_.substr(0x1E));
  sector_shift_ = header.u16();
  mini_shift_ = header.u16();
  header.skip(14);  // reserved, counts of sectors
  directory_start_ = header.u32();
  header.skip(4);
  mini_cutoff_ = header.u32();
  mini_fat_start_ = header.u32();
  if (sector_shift_ < 7 || sector_shift_ > 16) return broken("the OLE container has an impossible sector size");
  if (mini_shift_ < 4 || mini_shift_ >= sector_shift_) mini_shift_ = 6;
  return {};
}

// The last sector may be cut: what is there of it counts.
std::string_view CompoundFile::sector(std::uint32_t number) const {
  const std::uint64_t offset = (std::uint64_t{number} + 1) << sector_shift_;
  if (number > last_sector || offset >= bytes_.size()) return {};
  return bytes_.substr(offset, std::size_t{1} << sector_shift_);
}

void CompoundFile::add_fat_sector(std::uint32_t number) {
  const auto data = sector(number);
  for (std::size_t at = 0; at + 4 <= data.size(); at += 4) fat_.push_back(load<std::uint32_t>(data.data() + at));
  fat_.resize((fat_.size() + (std::size_t{1} << sector_shift_) / 4 - 1) >> (sector_shift_ - 2) << (sector_shift_ - 2),
              0xFFFFFFFF);
}

// FAT sectors are listed in the header, and from there on in a chain of sectors that end with the number of the next.
void CompoundFile::read_fat() {
  const std::size_t sectors = bytes_.size() >> sector_shift_;
  const std::size_t enough = (sectors >> (sector_shift_ - 2)) + 2;  // FAT sectors that a file of this size can need
  std::size_t count = 0;
  const auto add = [&](std::uint32_t number) {
    if (number <= last_sector && count < enough && !sector(number).empty()) {
      add_fat_sector(number);
      ++count;
    }
  };
  for (std::size_t i = 0; i < header_fat_sectors; ++i) add(load<std::uint32_t>(bytes_.data() + 0x4C + 4 * i));
  std::uint32_t next = load<std::uint32_t>(bytes_.data() + 0x44);
  for (std::size_t steps = 0; next <= last_sector && steps < enough; ++steps) {
    const auto data = sector(next);
    if (data.size() < (std::size_t{1} << sector_shift_)) break;
    for (std::size_t at = 0; at + 8 <= data.size(); at += 4) add(load<std::uint32_t>(data.data() + at));
    next = load<std::uint32_t>(data.data() + data.size() - 4);
  }
}

// The sectors of a stream, at most as many as `size` needs and as the file has.
std::vector<std::uint32_t> CompoundFile::chain(std::uint32_t start, std::uint64_t size) const {
  const std::uint64_t wanted =
      std::min<std::uint64_t>((size >> sector_shift_) + 1, (bytes_.size() >> sector_shift_) + 1);
  std::vector<std::uint32_t> sectors;
  for (std::uint32_t at = start; at <= last_sector && sectors.size() < wanted; at = fat_[at]) {
    if (sector(at).empty()) break;
    sectors.push_back(at);
    if (at >= fat_.size()) break;
  }
  return sectors;
}

Stream CompoundFile::read_regular(std::uint32_t start, std::uint64_t size) const {
  const auto sectors = chain(start, size);
  const bool one_run =
      std::adjacent_find(sectors.begin(), sectors.end(), [](auto a, auto b) { return b != a + 1; }) == sectors.end();
  const auto bytes_there = [&](std::size_t there) { return std::min<std::uint64_t>(there, size); };
  if (one_run && !sectors.empty()) {
    const auto run =
        bytes_.substr((std::size_t{sectors.front()} + 1) << sector_shift_, sectors.size() << sector_shift_);
    Stream stream(run.substr(0, bytes_there(run.size())));
    stream.cut_short = stream.bytes().size() < size;
    return stream;
  }
  std::string copy;
  copy.reserve(sectors.size() << sector_shift_);
  for (const auto number : sectors) copy += sector(number);
  copy.resize(bytes_there(copy.size()));
  const bool cut = copy.size() < size;
  Stream stream(std::move(copy));
  stream.cut_short = cut;
  return stream;
}

Stream CompoundFile::read_mini(const Entry& entry) const {
  std::string copy;
  const std::size_t piece = std::size_t{1} << mini_shift_;
  std::size_t steps = 0;
  for (std::uint32_t at = entry.start; at <= last_sector && copy.size() < entry.size; at = mini_fat_[at]) {
    const std::uint64_t offset = std::uint64_t{at} << mini_shift_;
    if (offset >= mini_stream_.size() || ++steps > mini_stream_.size() / piece + 1) break;
    copy += std::string_view(mini_stream_).substr(offset, piece);
    if (at >= mini_fat_.size()) break;
  }
  const bool cut = copy.size() < entry.size;
  if (!cut) copy.resize(entry.size);
  Stream stream(std::move(copy));
  stream.cut_short = cut;
  return stream;
}

Stream CompoundFile::read(const Entry& entry) const {
  return entry.size < mini_cutoff_ ? read_mini(entry) : read_regular(entry.start, entry.size);
}

Result<void> CompoundFile::read_directory() {
  const auto directory = read_regular(directory_start_, most_entries * entry_size);
  const auto bytes = directory.bytes();
  for (std::size_t at = 0; at + entry_size <= bytes.size(); at += entry_size) {
    const auto raw = bytes.substr(at, entry_size);
    Entry entry;
    std::size_t name_size = std::min<std::size_t>(load<std::uint16_t>(raw.data() + 0x40), 64);
    name_size = name_size >= 2 ? (name_size - 2) & ~std::size_t{1} : 0;
    entry.name = to_utf8(raw.substr(0, name_size), Encoding::utf16le);
    ByteCursor cursor(raw.substr(0x42));
    entry.type = cursor.u8();
    cursor.skip(1);
    entry.left = cursor.u32();
    entry.right = cursor.u32();
    entry.child = cursor.u32();
    cursor.skip(0x74 - 0x50);
    entry.start = cursor.u32();
    entry.size = cursor.u32();  // the upper half is garbage in files of version 3
    entries_.push_back(std::move(entry));
  }
  if (entries_.empty()) return broken("the OLE container has no directory");
  mark_root_children();
  const auto mini_fat = read_regular(mini_fat_start_, bytes_.size());
  for (std::size_t at = 0; at + 4 <= mini_fat.bytes().size(); at += 4)
    mini_fat_.push_back(load<std::uint32_t>(mini_fat.bytes().data() + at));
  mini_stream_ = read_regular(entries_[0].start, entries_[0].size).bytes();
  return {};
}

void CompoundFile::mark_root_children() {
  std::vector<std::uint32_t> pending{entries_[0].child};
  while (!pending.empty()) {
    const auto number = pending.back();
    pending.pop_back();
    if (number >= entries_.size() || number == 0 || entries_[number].in_root) continue;
    entries_[number].in_root = true;
    pending.push_back(entries_[number].left);
    pending.push_back(entries_[number].right);
  }
}

const Entry* CompoundFile::find(std::string_view name) const {
  const Entry* anywhere = nullptr;
  for (const auto& entry : entries_) {
    if (!entry.is_stream() || !text::equal_ignoring_case(entry.name, name)) continue;
    if (entry.in_root) return &entry;
    if (!anywhere) anywhere = &entry;
  }
  return anywhere;
}

}  // namespace lunokhod::sheets::ole
