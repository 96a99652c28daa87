#include "zip/archive.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "lunokhod/sheets/limits.hpp"
#include "zip/directory.hpp"
#include "zip/inflater.hpp"

namespace lunokhod::sheets::zip {

namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

int compare_folded(std::string_view a, std::string_view b) {
  const std::size_t shared = std::min(a.size(), b.size());
  for (std::size_t i = 0; i < shared; ++i) {
    const char x = lower(a[i]), y = lower(b[i]);
    if (x != y) return static_cast<unsigned char>(x) < static_cast<unsigned char>(y) ? -1 : 1;
  }
  return a.size() == b.size() ? 0 : a.size() < b.size() ? -1 : 1;
}

}  // namespace

std::string clean_name(std::string_view stored) {
  std::string name(stored);
  std::replace(name.begin(), name.end(), '\\', '/');
  std::size_t start = 0;
  while (true) {
    if (start < name.size() && name[start] == '/') {
      ++start;
    } else if (name.compare(start, 2, "./") == 0) {
      start += 2;
    } else {
      break;
    }
  }
  return name.substr(start);
}

bool looks_like_zip(std::string_view bytes) {
  const std::string_view start = bytes.substr(0, 4);
  if (start == "PK\3\4" || start == "PK\5\6" || start == "PK\7\10") return true;
  return find_end_of_directory(bytes).has_value();
}

bool Ledger::note(const std::string& part, std::uint64_t produced) {
  const std::lock_guard lock(mutex_);
  std::uint64_t& known = parts_[part];
  total_ += std::max(known, produced) - known;
  known = std::max(known, produced);
  return total_ <= limits::inflated_together || total_ / limits::inflated_ratio <= file_size_;
}

Result<Archive> Archive::open(std::string_view bytes, bool mapped) {
  const auto end = find_end_of_directory(bytes);
  if (!end) {
    return Error{Code::data_rejected, "the zip file is cut off: the list of its parts, kept at its end, is missing",
                 "the download or the copy was interrupted: get the file again"};
  }
  Archive archive;
  archive.bytes_ = bytes;
  archive.ledger_ = std::make_shared<Ledger>(bytes.size());
  archive.mapped_ = mapped;
  archive.shift_ = end->shift;
  archive.directory_offset_ = end->offset;
  CHECKED(archive.read_directory(end->offset, end->size, end->count));
  archive.index_names();
  return archive;
}

Result<void> Archive::read_directory(std::uint64_t offset, std::uint64_t size, std::uint64_t count) {
  std::uint64_t at = offset;
  const std::uint64_t stop = std::min<std::uint64_t>(bytes_.size(), offset + size);
  entries_.reserve(std::min<std::uint64_t>(count, (stop - offset) / directory_record_size));
  while (auto record = read_directory_record(bytes_.substr(0, stop), at)) {
    Entry& entry = record->entry;
    at = record->next;
    const bool folder = entry.name.empty() || entry.name.back() == '/';
    if (!folder) entries_.push_back(std::move(entry));
  }
  if (entries_.empty()) {
    return Error{Code::data_rejected, "the zip file has no parts",
                 "save the workbook again in the program that made it"};
  }
  return {};
}

void Archive::index_names() {
  by_name_.resize(entries_.size());
  for (std::uint32_t i = 0; i < by_name_.size(); ++i) by_name_[i] = i;
  std::stable_sort(by_name_.begin(), by_name_.end(), [&](std::uint32_t a, std::uint32_t b) {
    return compare_folded(entries_[a].name, entries_[b].name) < 0;
  });
}

const Entry* Archive::find(std::string_view wanted) const {
  const std::string name = clean_name(wanted);
  auto at = std::lower_bound(
      by_name_.begin(), by_name_.end(), name,
      [&](std::uint32_t index, const std::string& value) { return compare_folded(entries_[index].name, value) < 0; });
  const Entry* exact = nullptr;
  const Entry* folded = nullptr;
  for (; at != by_name_.end() && compare_folded(entries_[*at].name, name) == 0; ++at) {
    folded = &entries_[*at];
    if (folded->name == name) exact = folded;
  }
  return exact ? exact : folded;
}

Result<std::string_view> Archive::packed(const Entry& entry) const {
  const std::string where = fmt::format("part {}", entry.name);
  if (entry.encrypted()) {
    return Error{Code::encrypted, "the zip archive is protected with a password", "unpack it and save it without one",
                 where};
  }
  const auto data = data_of_entry(bytes_, entry.header_offset + shift_);
  if (!data) {
    return Error{Code::data_rejected, "the zip file is damaged: the data of a part is not where its list says",
                 "get the file again", where};
  }
  const std::uint64_t room = bytes_.size() - *data;
  std::uint64_t size = entry.packed_size;
  // Some writers leave the packed size empty in the directory; a deflated stream knows its own end.
  if (size == 0 && entry.method == method_deflated && directory_offset_ > *data) size = directory_offset_ - *data;
  return bytes_.substr(*data, std::min(size, room));
}

Result<std::string> Archive::read(const Entry& entry, std::uint64_t limit, std::vector<std::string>* warnings) const {
  const std::string_view packed_bytes = TRY(packed(entry));
  Whole whole = TRY(inflate_whole(entry, packed_bytes, limit));
  if (!whole.checksum_matches && warnings) {
    warnings->push_back(fmt::format("part {}: the checksum is wrong, the content was read all the same", entry.name));
  }
  return std::move(whole.bytes);
}

}  // namespace lunokhod::sheets::zip
