#include "crypto/agile.hpp"

#include "crypto/hashes.hpp"
#include "lunokhod/base/text.hpp"

namespace lunokhod::sheets::crypto {
namespace {

constexpr unsigned most_spins = 1'000'000;  // Excel uses 100,000
constexpr std::size_t segment = 4096;
constexpr std::string_view for_verifier_input("\xFE\xA7\xD2\x76\x3B\x4B\x9E\x79", 8);
constexpr std::string_view for_verifier_value("\xD7\xAA\x0F\x6D\x30\x61\x34\x4E", 8);
constexpr std::string_view for_key_value("\x14\x6E\x0B\xE7\xAB\xAC\xD0\xD6", 8);

std::string sized(std::string bytes, std::size_t size) {
  bytes.resize(size, '\x36');
  return bytes;
}

std::size_t number(xml::Tokenizer& tokens, std::string_view name) {
  return static_cast<std::size_t>(text::parse_integer(tokens.attribute(name)).value_or(0));
}

std::string decoded(xml::Tokenizer& tokens, std::string_view name) {
  return from_base64(tokens.attribute(name)).value_or("");
}

}  // namespace

void AgileEncryption::Method::read(xml::Tokenizer& tokens) {
  hash = tokens.attribute("hashAlgorithm");
  salt = decoded(tokens, "saltValue");
  key_bytes = number(tokens, "keyBits") / 8;
  block_bytes = number(tokens, "blockSize");
  hash_bytes = number(tokens, "hashSize");
  if (tokens.attribute("cipherAlgorithm") != "AES" || tokens.attribute("cipherChaining") != "ChainingModeCBC")
    key_bytes = 0;
}

bool AgileEncryption::Method::usable() const {
  return (key_bytes == 16 || key_bytes == 24 || key_bytes == 32) && block_bytes == 16 && !salt.empty() &&
         digest(hash, "").size() == hash_bytes && hash_bytes > 0;
}

std::string AgileEncryption::Method::vector(std::string_view salted) const {
  return sized(std::string(salted), block_bytes);
}

Result<AgileEncryption> AgileEncryption::read(std::string_view description) {
  auto window = TRY(xml::Window::open(std::make_unique<zip::MemorySource>(std::string(description))));
  xml::Tokenizer tokens(window);
  AgileEncryption found;
  for (auto token = tokens.next(); token != xml::Token::finished; token = tokens.next()) {
    if (token != xml::Token::start) continue;
    if (tokens.is("keyData")) found.data_.read(tokens);
    if (!tokens.is("encryptedKey") || !found.key_value_.empty()) continue;
    found.password_.read(tokens);
    found.spins_ = static_cast<unsigned>(std::min<std::size_t>(number(tokens, "spinCount"), most_spins + 1));
    found.verifier_input_ = decoded(tokens, "encryptedVerifierHashInput");
    found.verifier_value_ = decoded(tokens, "encryptedVerifierHashValue");
    found.key_value_ = decoded(tokens, "encryptedKeyValue");
  }
  if (!found.data_.usable() || !found.password_.usable() || found.spins_ > most_spins)
    return Error{Code::encrypted, "the workbook is encrypted in a way that only Excel knows",
                 "open it in Excel and save it without a password"};
  return found;
}

std::string AgileEncryption::key_for(const std::string& hashed, std::string_view purpose) const {
  return sized(digest(password_.hash, hashed + std::string(purpose)), password_.key_bytes);
}

std::optional<std::string> AgileEncryption::unlock(const std::string& password) const {
  const auto hashed = slow_hash(password_.hash, password_.salt + utf16(password), spins_);
  const auto vector = password_.vector(password_.salt);
  const auto input = aes_cbc_decrypt(key_for(hashed, for_verifier_input), vector, verifier_input_);
  const auto value = aes_cbc_decrypt(key_for(hashed, for_verifier_value), vector, verifier_value_);
  auto key = aes_cbc_decrypt(key_for(hashed, for_key_value), vector, key_value_);
  if (!input || !value || !key || value->size() < password_.hash_bytes || key->size() < data_.key_bytes)
    return std::nullopt;
  const auto salted = input->substr(0, password_.salt.size());
  if (digest(password_.hash, salted) != value->substr(0, password_.hash_bytes)) return std::nullopt;
  return key->substr(0, data_.key_bytes);
}

std::optional<std::string> AgileEncryption::decrypt(std::string_view package, const std::string& key) const {
  std::string plain;
  plain.reserve(package.size());
  for (std::uint32_t number = 0; !package.empty(); ++number) {
    const auto piece = package.substr(0, segment);
    package.remove_prefix(piece.size());
    const auto vector = data_.vector(digest(data_.hash, data_.salt + std::string(reinterpret_cast<char*>(&number), 4)));
    const auto opened = aes_cbc_decrypt(key, vector, piece.substr(0, piece.size() & ~std::size_t{15}));
    if (!opened) return std::nullopt;
    plain += *opened;
  }
  return plain;
}

}  // namespace lunokhod::sheets::crypto
