#include "xml/window.hpp"

#include <cstring>

#include "xml/encoding.hpp"

namespace lunokhod::sheets::xml {

// A '<' stops the scan of a text, a '"' behind it the scan of an attribute; zeros stop the rest.
void Window::mark_end() {
  char* behind = const_cast<char*>(end);  // every source owns the padding behind its blocks
  std::memset(behind, 0, zip::ByteSource::padding);
  behind[0] = '<';
  behind[1] = '"';
}

Result<Window> Window::open(std::unique_ptr<zip::ByteSource> source) {
  Window window(TRY(as_utf8(std::move(source))));
  while (window.size() < 3 && window.refill()) {
  }
  if (window.error_) return *window.error_;
  if (window.size() >= 3 && std::memcmp(window.cursor, "\xEF\xBB\xBF", 3) == 0) window.cursor += 3;
  return window;
}

bool Window::refill() {
  if (finished_) return false;
  const std::size_t left = size();
  if (left > longest_piece) {
    error_ = Error{Code::limit, "a piece of XML without an end: one tag is longer than 16 MiB", "the file is damaged"};
    return false;
  }
  // The block under `cursor` is gone after next(), so what is left of it is saved first.
  if (in_rest_) {
    rest_.erase(rest_.begin(), rest_.begin() + (cursor - rest_.data()));
    rest_.resize(left);
  } else {
    rest_.assign(cursor, end);
  }
  auto block = source_->next();
  if (!block) error_ = std::move(block).error();
  const bool more = !error_ && block->size > 0;
  finished_ = !more;
  if (more && left <= block->headroom) {
    char* start = const_cast<char*>(block->data) - left;  // headroom is there to be written
    if (left > 0) std::memcpy(start, rest_.data(), left);
    cursor = start;
    end = block->data + block->size;
    in_rest_ = false;
    mark_end();
    return true;
  }
  if (more) rest_.insert(rest_.end(), block->data, block->data + block->size);
  const std::size_t length = rest_.size();
  rest_.resize(length + zip::ByteSource::padding);
  cursor = rest_.data();
  end = cursor + length;
  in_rest_ = true;
  mark_end();
  return more;
}

}  // namespace lunokhod::sheets::xml
