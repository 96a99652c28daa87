// Locks of single bytes of one permanent file (OFD locks): held by the open file, so a crash frees them and nothing
// else does. The file is never deleted. A LockFile object is one holder; two objects exclude each other even in one
// process.
#pragma once

#include <cstdint>
#include <string>

#include "lunokhod/base/error.hpp"
#include "lunokhod/platform/descriptor.hpp"

namespace lunokhod {

class LockFile {
 public:
  static Result<LockFile> open(const std::string& path);  // made when missing

  Result<bool> try_lock(std::int64_t byte);  // false: somebody else holds it
  Result<bool> is_held_elsewhere(std::int64_t byte) const;
  Result<void> unlock(std::int64_t byte);
  std::string identity() const;  // of the file itself, whatever its path: "DEVICE:NUMBER"
  // A child that inherits this descriptor keeps the locks alive until it and its children are gone.
  int descriptor() const { return descriptor_.get(); }

 private:
  Descriptor descriptor_;
  std::string path_;
};

}  // namespace lunokhod
