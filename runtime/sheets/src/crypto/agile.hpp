// Agile encryption (Excel 2010 and later): an XML description, a slow hash, AES in pieces of 4,096 bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lunokhod/base/error.hpp"
#include "xml/tokenizer.hpp"

namespace lunokhod::sheets::crypto {

class AgileEncryption {
 public:
  static Result<AgileEncryption> read(std::string_view description);
  // The key of the package; empty when the password is not the right one.
  std::optional<std::string> unlock(const std::string& password) const;
  std::optional<std::string> decrypt(std::string_view package, const std::string& key) const;

 private:
  struct Method {
    std::string hash, salt;
    std::size_t key_bytes = 0, block_bytes = 0, hash_bytes = 0;
    void read(xml::Tokenizer& tokens);
    bool usable() const;
    std::string vector(std::string_view salted) const;  // an initialisation vector, cut or padded to a block
  };
  std::string key_for(const std::string& hashed, std::string_view purpose) const;

  Method data_, password_;
  unsigned spins_ = 0;
  std::string verifier_input_, verifier_value_, key_value_;
};

}  // namespace lunokhod::sheets::crypto
