#include "zip/inflater.hpp"

#include <fmt/core.h>
#include <isa-l.h>
#include <libdeflate.h>

#include <algorithm>
#include <cstring>

#include "lunokhod/platform/files.hpp"
#include "lunokhod/sheets/limits.hpp"

namespace lunokhod::sheets::zip {

namespace {

constexpr std::size_t whole_step = std::size_t{256} << 10;
constexpr std::uint64_t max_expansion = 1'040;  // deflate cannot do better: a declared size beyond it is a lie

constexpr const char* made_to_exhaust =
    "this looks like a file made to exhaust memory; if it is real, split the workbook";

Error damaged(const std::string& part) {
  return {Code::data_rejected, "the packed data of a part is damaged or cut off",
          "get the file again, or open and save it in Excel", fmt::format("part {}", part)};
}

Error too_large(const std::string& part, std::uint64_t limit) {
  return {Code::limit, fmt::format("a part unpacks to more than {} MiB", limit >> 20), made_to_exhaust,
          fmt::format("part {}", part)};
}

std::uint32_t checksum(std::uint32_t crc, const char* bytes, std::size_t size) {
  return crc32_gzip_refl(crc, reinterpret_cast<const unsigned char*>(bytes), size);
}

}  // namespace

struct Inflater::State {
  inflate_state isal;
};

Inflater::Inflater() = default;
Inflater::Inflater(Inflater&&) noexcept = default;
Inflater::~Inflater() = default;

Result<Inflater> Inflater::open(const Entry& entry, std::string_view packed, std::uint64_t limit,
                                std::shared_ptr<Ledger> ledger) {
  if (entry.method != method_stored && entry.method != method_deflated) {
    return Error{Code::data_rejected,
                 fmt::format("a part is packed with method {}, which no spreadsheet program uses", entry.method),
                 "open and save the file in Excel", fmt::format("part {}", entry.name)};
  }
  Inflater inflater;
  inflater.name_ = entry.name;
  inflater.packed_ = packed;
  inflater.ledger_ = std::move(ledger);
  inflater.limit_ = limit;
  inflater.declared_size_ = entry.size;
  inflater.declared_crc_ = entry.crc;
  if (entry.method == method_deflated) {
    inflater.state_ = std::unique_ptr<State>(new State);
    isal_inflate_init(&inflater.state_->isal);
  }
  return inflater;
}

Result<std::size_t> Inflater::fill(char* out, std::size_t capacity) {
  std::size_t written = 0;
  if (state_) {
    written = TRY(inflate(out, capacity));
  } else {
    written = std::min<std::uint64_t>(capacity, packed_.size() - consumed_);
    std::memcpy(out, packed_.data() + consumed_, written);
    consumed_ += written;
  }
  crc_ = checksum(crc_, out, written);
  produced_ += written;
  if (forgets_) forget_some();
  CHECKED(judge());
  return written;
}

void Inflater::forget_some() {
  constexpr std::uint64_t step = std::uint64_t{1} << 20;
  if (consumed_ - forgotten_ < step) return;
  MappedFile::forget(packed_.substr(forgotten_, consumed_ - forgotten_));
  forgotten_ = consumed_;
}

Result<std::size_t> Inflater::inflate(char* out, std::size_t capacity) {
  inflate_state& isal = state_->isal;
  isal.next_out = reinterpret_cast<std::uint8_t*>(out);
  isal.avail_out = static_cast<std::uint32_t>(std::min<std::size_t>(capacity, std::size_t{1} << 30));
  while (isal.avail_out > 0 && isal.block_state != ISAL_BLOCK_FINISH) {
    constexpr std::uint64_t most = std::uint64_t{1} << 30;
    const auto given = static_cast<std::uint32_t>(std::min<std::uint64_t>(packed_.size() - consumed_, most));
    const std::uint32_t room = isal.avail_out;
    isal.next_in = reinterpret_cast<std::uint8_t*>(const_cast<char*>(packed_.data() + consumed_));
    isal.avail_in = given;
    const int status = isal_inflate(&isal);
    consumed_ += given - isal.avail_in;
    if (status < 0) return damaged(name_);
    const bool stuck = isal.avail_in == given && isal.avail_out == room;
    if (stuck && isal.block_state != ISAL_BLOCK_FINISH) return damaged(name_);
  }
  return static_cast<std::size_t>(isal.next_out - reinterpret_cast<std::uint8_t*>(out));
}

// A small file may well hold a large, dull sheet; past a quarter of a gigabyte it must have paid for it with bytes of
// its own.
Result<void> Inflater::judge() const {
  if (produced_ > limit_) return too_large(name_, limit_);
  if (produced_ > limits::inflated_judged && produced_ / limits::inflated_ratio > packed_.size()) {
    return too_large(name_, limits::inflated_judged);
  }
  if (ledger_ && !ledger_->note(name_, produced_))
    return Error{Code::limit,
                 fmt::format("the parts of the file unpack to more than {} MiB", limits::inflated_together >> 20),
                 made_to_exhaust};
  return {};
}

bool Inflater::checksum_matches() const {
  return crc_ == declared_crc_ && produced_ == declared_size_;
}

Result<Whole> inflate_whole(const Entry& entry, std::string_view packed, std::uint64_t limit) {
  Whole whole;
  const bool plausible = entry.size <= limit && entry.size / max_expansion <= packed.size();
  if (entry.method == method_deflated && plausible) {
    whole.bytes.resize(entry.size);
    std::size_t actual = 0;
    libdeflate_decompressor* decompressor = libdeflate_alloc_decompressor();
    if (!decompressor) throw std::bad_alloc();
    const libdeflate_result result = libdeflate_deflate_decompress(decompressor, packed.data(), packed.size(),
                                                                   whole.bytes.data(), whole.bytes.size(), &actual);
    libdeflate_free_decompressor(decompressor);
    if (result == LIBDEFLATE_SUCCESS && actual == entry.size) {
      whole.checksum_matches = checksum(0, whole.bytes.data(), actual) == entry.crc;
      return whole;
    }
    whole.bytes.clear();
  }
  // The size in the directory lies (or the data is damaged, which is told here): piece by piece.
  Inflater inflater = TRY(Inflater::open(entry, packed, limit));
  while (true) {
    const std::size_t before = whole.bytes.size();
    whole.bytes.resize(before + whole_step);
    const std::size_t got = TRY(inflater.fill(whole.bytes.data() + before, whole_step));
    whole.bytes.resize(before + got);
    if (got == 0) break;
  }
  whole.checksum_matches = inflater.checksum_matches();
  return whole;
}

}  // namespace lunokhod::sheets::zip
