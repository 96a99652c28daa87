#include "xlsb/record_reader.hpp"

#include <cstring>

#include "ole/byte_cursor.hpp"

namespace lunokhod::sheets::xlsb {
namespace {

constexpr std::size_t longest_record = std::size_t{16} << 20, longest_head = 6;

}  // namespace

// At least `wanted` bytes from the cursor on, or as many as there are.
bool RecordReader::fill(std::size_t wanted) {
  while (available() < wanted && !finished_) {
    if (carried_)
      carry_.erase(0, static_cast<std::size_t>(cursor_ - carry_.data()));
    else
      carry_.assign(cursor_, available());
    auto block = source_->next();
    if (!block.ok()) error_ = std::move(block).error();
    finished_ = error_ || block->size == 0;
    carried_ = finished_ || carry_.size() > block->headroom;
    if (carried_) {
      if (!finished_) carry_.append(block->data, block->size);
      cursor_ = carry_.data();
      end_ = cursor_ + carry_.size();
    } else {
      char* const start = const_cast<char*>(block->data) - carry_.size();  // headroom is there to be written
      std::memcpy(start, carry_.data(), carry_.size());
      cursor_ = start;
      end_ = block->data + block->size;
    }
  }
  return available() >= wanted;
}

bool RecordReader::next(Record& record) {
  if (available() < longest_head) fill(longest_head);
  const char* at = cursor_;
  const auto group = [&](unsigned& value, int most) {
    value = 0;
    for (int i = 0; i < most; ++i) {
      if (at == end_) return false;
      const auto byte = static_cast<unsigned char>(*at++);
      value |= static_cast<unsigned>(byte & 0x7F) << 7 * i;
      if (!(byte & 0x80)) break;
    }
    return true;
  };
  unsigned size = 0;
  if (!group(record.type, 2) || !group(size, 4)) {
    cut_short_ = cut_short_ || available() > 0;
    return false;
  }
  if (size > longest_record) {
    error_ = Error{Code::data_rejected, "a record of the workbook claims more than 16 MiB", "the file is damaged"};
    return false;
  }
  const auto head = static_cast<std::size_t>(at - cursor_);
  if (available() < head + size && !fill(head + size)) {
    cut_short_ = true;
    return false;
  }
  record.data = {cursor_ + head, size};
  cursor_ += head + size;
  return true;
}

std::string_view wide_text(std::string_view data) {
  ByteCursor cursor(data);
  const std::size_t units = cursor.u32();
  if (units == 0xFFFFFFFF) return {};  // a text that is not there
  return cursor.rest().substr(0, units * 2);
}

}  // namespace lunokhod::sheets::xlsb
