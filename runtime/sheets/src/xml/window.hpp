// A part of a package as a window that moves over its bytes, always UTF-8. What lies between `cursor` and `end` is
// there; refill() keeps it and adds more behind it. Both parsers of a sheet, the quick and the complete one, share one
// window.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "zip/byte_source.hpp"

namespace lunokhod::sheets::xml {

class Window {
 public:
  static constexpr std::size_t longest_piece = std::size_t{16} << 20;  // a tag longer than this is no tag

  // Looks at the first bytes for the encoding and puts a change of encoding between where it is not UTF-8.
  static Result<Window> open(std::unique_ptr<zip::ByteSource> source);
  Window(Window&&) = default;

  const char* cursor = nullptr;
  const char* end = nullptr;

  // More bytes behind those from `cursor` on (which may move in memory). False at the end of the part or on an error.
  bool refill();
  std::size_t size() const { return static_cast<std::size_t>(end - cursor); }
  // Behind `end` stand marks that stop a scan: a '<', then a '"', then zeros, all readable.
  static constexpr std::size_t readable_behind = zip::ByteSource::padding;
  const std::optional<Error>& error() const { return error_; }
  bool finished() const { return finished_ && !error_; }                 // read to its end
  bool checksum_matches() const { return source_->checksum_matches(); }  // meaningful when finished

 private:
  explicit Window(std::unique_ptr<zip::ByteSource> source) : source_(std::move(source)) {}

  void mark_end();

  std::unique_ptr<zip::ByteSource> source_;
  std::vector<char>
      rest_;  // what the last block left over: copied before the next one, or joined with it when it is long
  bool in_rest_ = false;  // cursor points into rest_
  bool finished_ = false;
  std::optional<Error> error_;
};

}  // namespace lunokhod::sheets::xml
