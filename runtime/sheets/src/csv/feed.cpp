#include "csv/feed.hpp"

#include <algorithm>
#include <cstring>

#include "lunokhod/base/text.hpp"

namespace lunokhod::sheets::csv {
namespace {

bool is_utf8(Encoding encoding) {
  return encoding == Encoding::utf8 || encoding == Encoding::utf8_bom;
}
bool is_utf16(Encoding encoding) {
  return encoding == Encoding::utf16le || encoding == Encoding::utf16be;
}

bool is_ascii(const char* bytes, std::size_t size) {
  std::size_t at = 0;
  std::uint64_t seen = 0;
  for (; at + 64 <= size; at += 64) {
    std::uint64_t eight[8];
    std::memcpy(eight, bytes + at, 64);
    for (const std::uint64_t word : eight) seen |= word;
    if (seen & 0x8080808080808080) return false;
  }
  for (; at < size; ++at) seen |= static_cast<unsigned char>(bytes[at]);
  return (seen & 0x8080808080808080) == 0;
}

// The start of a character whose end lies past the bytes at hand, and nothing worse.
bool is_cut_character(const char* bytes, std::size_t size) {
  if (size == 0 || size > 3) return false;
  const auto lead = static_cast<unsigned char>(bytes[0]);
  const std::size_t whole = lead >= 0xF0 && lead <= 0xF4 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 1;
  if (lead < 0xC2 || lead > 0xF4 || whole <= size) return false;
  return std::all_of(bytes + 1, bytes + size, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; });
}

}  // namespace

Feed::Feed(const Input& input, Encoding encoding, bool certain, std::uint64_t offset)
    : input_(&input), encoding_(encoding), certain_(certain), offset_(offset) {}

Result<std::size_t> Feed::fill(char* out, std::size_t room) {
  std::size_t size = 0;
  // A step may write less than its room because the worst case of its encoding is three bytes for one.
  while (!ended_ && room - size >= 64) {
    const std::size_t least = std::min<std::size_t>(room / 16, 4096);
    if (size > 0 && room - size < least) break;
    size += TRY(step(out + size, room - size));
  }
  return size;
}

Result<std::size_t> Feed::step(char* out, std::size_t room) {
  if (is_utf8(encoding_)) return utf8_step(out, room);
  const bool wide = is_utf16(encoding_);
  const std::size_t want = wide ? (room - 16) / 3 * 2 : (room - 16) / 3;
  buffer_.resize(want);
  const std::size_t got = TRY(input_->read_at(offset_, buffer_.data(), want));
  const bool last = got < want;
  std::string_view bytes(buffer_.data(), got);
  char* end = out;
  if (wide) {
    const Wide done = utf16_to_utf8(bytes, encoding_ == Encoding::utf16be, last, out);
    end = done.end;
    damaged_ += done.damaged;
    offset_ += done.consumed;
  } else {
    if (!table_) table_ = std::make_unique<ByteTable>(table_of(encoding_));
    end = single_byte_to_utf8(bytes, *table_, encoding_ == Encoding::cp1251, out);
    offset_ += got;
  }
  ended_ = last;
  return without_zeros(out, static_cast<std::size_t>(end - out));
}

Result<std::size_t> Feed::utf8_step(char* out, std::size_t room) {
  const std::size_t got = TRY(input_->read_at(offset_, out, room));
  const bool last = got < room;
  if (ascii_so_far_ && is_ascii(out, got)) {
    offset_ += got;
    ended_ = last;
    return without_zeros(out, got);
  }
  const std::size_t size = accept_utf8(out, got, room, last);
  return without_zeros(out, size);
}

std::size_t Feed::accept_utf8(char* out, std::size_t got, std::size_t room, bool last) {
  const std::size_t good = valid_utf8_prefix({out, got});
  const bool cut = !last && is_cut_character(out + good, got - good);
  if (good == got || cut) {
    if (good > 0) ascii_so_far_ = false;
    offset_ += good;
    ended_ = last;
    return good;
  }
  if (turn_to_other_encoding(out, got, good)) {
    offset_ += good;
    return good;
  }
  ascii_so_far_ = false;
  return repair(out, got, room);
}

bool Feed::turn_to_other_encoding(const char* bytes, std::size_t size, std::size_t bad) {
  if (certain_ || !ascii_so_far_ || !is_ascii(bytes, bad)) return false;
  const std::size_t from = bad > 4096 ? bad - 4096 : 0;
  const Encoding found = detect_encoding({bytes + from, std::min<std::size_t>(size - from, 1 << 16)});
  if (is_utf8(found) || is_utf16(found)) return false;
  encoding_ = found;
  return true;
}

// Repaired text is longer: only a third of the room is taken, and cut where a character starts.
std::size_t Feed::repair(char* out, std::size_t got, std::size_t room) {
  std::size_t take = std::min(got, room / 3);
  const bool last = take == got;
  for (int i = 0; !last && i < 4 && take > 4 && (static_cast<unsigned char>(out[take]) & 0xC0) == 0x80; ++i) --take;
  const std::string_view bytes(out, take);
  const std::string fixed = text::repair_utf8(bytes);
  for (std::size_t at = 0; at < take;) {
    const std::size_t good = valid_utf8_prefix(bytes.substr(at));
    at += good + 1;
    damaged_ += at <= take;
  }
  std::memcpy(out, fixed.data(), fixed.size());
  offset_ += take;
  ended_ = last && got < room;
  return fixed.size();
}

std::size_t Feed::without_zeros(char* out, std::size_t size) {
  if (ended_ && size > 0 && out[size - 1] == '\x1A') --size;  // the end mark of DOS
  if (!std::memchr(out, '\0', size)) return size;
  char* end = std::remove(out, out + size, '\0');
  zeros_ += static_cast<std::uint64_t>(out + size - end);
  return static_cast<std::size_t>(end - out);
}

}  // namespace lunokhod::sheets::csv
