#include "crypto/office_encryption.hpp"

#include <optional>

#include "crypto/agile.hpp"
#include "crypto/hashes.hpp"
#include "ole/byte_cursor.hpp"

namespace lunokhod::sheets::crypto {
namespace {

constexpr std::string_view default_password = "VelvetSweatshop";
constexpr unsigned standard_spins = 50'000;

// ECMA-376 standard encryption (Excel 2007): AES in ECB, SHA-1.
class StandardEncryption {
 public:
  static std::optional<StandardEncryption> read(ByteCursor info) {
    StandardEncryption found;
    info.skip(4);  // flags
    ByteCursor header(info.take(info.u32()));
    header.skip(16);  // flags, extra size, cipher, hash
    found.key_bytes_ = header.u32() / 8;
    found.salt_ = info.take(info.u32());
    found.verifier_ = info.take(16);
    info.skip(4);
    found.verifier_hash_ = info.take(32);
    const auto size = found.key_bytes_;
    if (info.failed() || (size != 16 && size != 24 && size != 32)) return std::nullopt;
    return found;
  }
  std::optional<std::string> unlock(const std::string& password) const {
    const auto hashed = slow_hash("SHA1", salt_ + utf16(password), standard_spins);
    const auto last = sha1(hashed + std::string(4, '\0'));
    std::string key = sha1(mixed(last, '\x36')) + sha1(mixed(last, '\x5C'));
    key.resize(key_bytes_);
    const auto verifier = aes_ecb_decrypt(key, verifier_), hash = aes_ecb_decrypt(key, verifier_hash_);
    if (!verifier || !hash || sha1(*verifier) != hash->substr(0, 20)) return std::nullopt;
    return key;
  }

 private:
  static std::string mixed(std::string_view hash, char with) {
    std::string block(64, with);
    for (std::size_t i = 0; i < hash.size(); ++i) block[i] = static_cast<char>(block[i] ^ hash[i]);
    return block;
  }
  std::size_t key_bytes_ = 0;
  std::string salt_, verifier_, verifier_hash_;
};

Error wants_password(const std::string& tried) {
  if (tried.empty())
    return Error{Code::encrypted, "the workbook is protected with a password", "open it with password = \"…\""};
  return Error{Code::encrypted, "the password does not open the workbook", "check the password"};
}

Error broken() {
  return Error{Code::data_rejected, "the encrypted workbook is damaged", "save it again in Excel"};
}

template <class Scheme>
std::optional<std::string> find_key(const Scheme& scheme, const std::string& password) {
  if (auto key = scheme.unlock(std::string(default_password))) return key;
  return password.empty() ? std::nullopt : scheme.unlock(password);
}

}  // namespace

Result<std::string> decrypt_package(const ole::CompoundFile& file, const std::string& password) {
  const auto* info_entry = file.find("EncryptionInfo");
  const auto* package_entry = file.find("EncryptedPackage");
  if (!info_entry || !package_entry) return broken();
  const auto info = file.read(*info_entry), package = file.read(*package_entry);
  ByteCursor cursor(info.bytes()), data(package.bytes());
  const auto major = cursor.u16(), minor = cursor.u16();
  const std::uint64_t size = data.u64();
  if (cursor.failed() || data.failed()) return broken();
  const auto whole_blocks = data.rest().substr(0, data.remaining() & ~std::size_t{15});
  std::optional<std::string> plain;
  if (major == 4 && minor == 4) {
    const auto agile = TRY(AgileEncryption::read(cursor.rest().substr(std::min<std::size_t>(4, cursor.remaining()))));
    const auto key = find_key(agile, password);
    if (!key) return wants_password(password);
    plain = agile.decrypt(whole_blocks, *key);
  } else if (minor == 2) {
    const auto standard = StandardEncryption::read(cursor);
    if (!standard) return wants_password(password);
    const auto key = find_key(*standard, password);
    if (!key) return wants_password(password);
    plain = aes_ecb_decrypt(*key, whole_blocks);
  } else {
    return Error{Code::encrypted, "the workbook is encrypted in a way that only Excel knows",
                 "open it in Excel and save it without a password"};
  }
  if (!plain) return broken();
  if (size < plain->size()) plain->resize(size);
  return *std::move(plain);
}

}  // namespace lunokhod::sheets::crypto
