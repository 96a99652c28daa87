#include "write/zip_writer.hpp"

#include <fmt/format.h>

#include "write/deflater.hpp"

namespace lunokhod::sheets::writing {
namespace {

constexpr std::uint64_t bound = 0xFFFFFFFE;  // 0xFFFFFFFF announces zip64
constexpr std::uint16_t version = 20;
constexpr std::uint16_t utf8_names = 0x0800;
constexpr std::uint32_t first_of_1980 = 0x00210000;  // date and time as zip packs them

void put16(std::string& out, std::uint16_t value) {
  out.push_back(static_cast<char>(value & 0xFF));
  out.push_back(static_cast<char>(value >> 8));
}

void put32(std::string& out, std::uint64_t value) {
  put16(out, static_cast<std::uint16_t>(value & 0xFFFF));
  put16(out, static_cast<std::uint16_t>(value >> 16 & 0xFFFF));
}

bool is_ascii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

// What the local header and the directory say alike.
void put_common(std::string& out, std::string_view name, std::uint16_t method, std::uint32_t crc, std::uint64_t packed,
                std::uint64_t size) {
  put16(out, version);
  put16(out, is_ascii(name) ? 0 : utf8_names);
  put16(out, method);
  put32(out, first_of_1980);
  put32(out, crc);
  put32(out, packed);
  put32(out, size);
  put16(out, static_cast<std::uint16_t>(name.size()));
  put16(out, 0);  // no extra field
}

}  // namespace

ZipWriter::ZipWriter(AtomicFile file, int level) : file_(std::move(file)), deflater_(Deflater::make(level)) {}
ZipWriter::ZipWriter(ZipWriter&&) noexcept = default;
ZipWriter::~ZipWriter() = default;

Result<ZipWriter> ZipWriter::create(const std::string& path, int level) {
  return ZipWriter(TRY(AtomicFile::create(path)), level);
}

std::string ZipWriter::local_header(const Entry& entry) {
  std::string out;
  put32(out, 0x04034B50);
  put_common(out, entry.name, entry.method, entry.crc, entry.packed, entry.size);
  return out + entry.name;
}

std::string ZipWriter::directory_header(const Entry& entry) {
  std::string out;
  put32(out, 0x02014B50);
  put16(out, version);
  put_common(out, entry.name, entry.method, entry.crc, entry.packed, entry.size);
  put16(out, 0);  // comment
  put16(out, 0);  // disk
  put16(out, 0);  // internal attributes
  put32(out, 0);  // external attributes
  put32(out, entry.offset);
  return out + entry.name;
}

Result<void> ZipWriter::check_size(std::uint64_t bytes, std::string_view what) const {
  if (bytes <= bound) return {};
  return Error{Code::limit, fmt::format("{} would be over 4 GiB", what), "write fewer rows per workbook, or csv"};
}

Result<void> ZipWriter::put(std::string_view bytes) {
  CHECKED(file_.write(bytes));
  offset_ += bytes.size();
  return {};
}

Result<void> ZipWriter::begin(std::string_view name) {
  CHECKED(check_size(offset_, "the workbook"));
  Entry entry;
  entry.name = name;
  entry.offset = offset_;
  deflater_->begin();
  CHECKED(put(local_header(entry)));
  entries_.push_back(std::move(entry));
  return {};
}

Result<void> ZipWriter::write(std::string_view bytes) {
  Entry& entry = entries_.back();
  entry.size += bytes.size();
  CHECKED(check_size(entry.size, "the XML of a sheet"));
  return deflater_->feed(bytes, false, [&](std::string_view packed) {
    entry.packed += packed.size();
    return put(packed);
  });
}

Result<void> ZipWriter::end() {
  Entry& entry = entries_.back();
  CHECKED(deflater_->feed({}, true, [&](std::string_view packed) {
    entry.packed += packed.size();
    return put(packed);
  }));
  CHECKED(check_size(entry.packed, "a part of the workbook"));
  entry.crc = deflater_->crc();
  return file_.write_at(entry.offset, local_header(entry));
}

Result<void> ZipWriter::add(std::string_view name, std::string_view bytes) {
  CHECKED(begin(name));
  CHECKED(write(bytes));
  return end();
}

Result<void> ZipWriter::copy(const RawEntry& raw) {
  CHECKED(check_size(offset_, "the workbook"));
  Entry entry;
  entry.name = raw.name;
  entry.method = raw.method;
  entry.crc = raw.crc;
  entry.size = raw.size;
  entry.packed = raw.compressed.size();
  entry.offset = offset_;
  CHECKED(put(local_header(entry)));
  CHECKED(put(raw.compressed));
  entries_.push_back(std::move(entry));
  return {};
}

Result<void> ZipWriter::finish(bool durable) {
  CHECKED(check_size(offset_, "the workbook"));
  if (entries_.size() > 0xFFFE) return Error{Code::limit, "a workbook of over 65,534 parts"};
  const std::uint64_t start = offset_;
  for (const Entry& entry : entries_) CHECKED(put(directory_header(entry)));
  std::string tail;
  put32(tail, 0x06054B50);
  put32(tail, 0);  // disks
  put16(tail, static_cast<std::uint16_t>(entries_.size()));
  put16(tail, static_cast<std::uint16_t>(entries_.size()));
  put32(tail, offset_ - start);
  put32(tail, start);
  put16(tail, 0);  // comment
  CHECKED(put(tail));
  return file_.commit(durable);
}

}  // namespace lunokhod::sheets::writing
