// The OLE compound file: a small file system of streams in one file (xls, and the shell around encrypted workbooks).
// Every chain of sectors is walked with a bound, so a loop ends and a sector past the end cuts its stream short.
// The bytes belong to the caller and outlive this object and the streams taken from it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lunokhod/base/error.hpp"

namespace lunokhod::sheets::ole {

bool looks_like_compound_file(std::string_view bytes);

// The bytes of a stream: a view of the file where its sectors lie in one run, else a copy.
class Stream {
 public:
  explicit Stream(std::string_view view) : view_(view) {}
  explicit Stream(std::string copy) : copy_(std::move(copy)), copied_(true) {}
  std::string_view bytes() const { return copied_ ? std::string_view(copy_) : view_; }
  bool cut_short = false;  // the file ended, or the chain did, before the size the directory gives

 private:
  std::string_view view_;
  std::string copy_;
  bool copied_ = false;
};

struct Entry {
  std::string name;  // UTF-8
  std::uint8_t type = 0;
  std::uint32_t left = 0, right = 0, child = 0, start = 0;
  std::uint64_t size = 0;
  bool in_root = false;  // reached from the root, not inside an embedded object's storage

  bool is_stream() const { return type == 2; }
};

class CompoundFile {
 public:
  static Result<CompoundFile> open(std::string_view bytes);

  const std::vector<Entry>& entries() const { return entries_; }
  // A stream by name, without case: in the root first, then (a broken directory tree) anywhere. nullptr: none.
  const Entry* find(std::string_view name) const;
  Stream read(const Entry& entry) const;

 private:
  Result<void> read_header();
  void read_fat();
  void add_fat_sector(std::uint32_t sector);
  Result<void> read_directory();
  void mark_root_children();
  std::string_view sector(std::uint32_t number) const;
  std::vector<std::uint32_t> chain(std::uint32_t start, std::uint64_t size) const;
  Stream read_regular(std::uint32_t start, std::uint64_t size) const;
  Stream read_mini(const Entry& entry) const;

  std::string_view bytes_;
  unsigned sector_shift_ = 9, mini_shift_ = 6;
  std::uint32_t directory_start_ = 0, mini_fat_start_ = 0, mini_cutoff_ = 4096;
  std::vector<std::uint32_t> fat_, mini_fat_;
  std::string mini_stream_;
  std::vector<Entry> entries_;
};

}  // namespace lunokhod::sheets::ole
