#include "ods/encryption.hpp"

#include "crypto/hashes.hpp"
#include "lunokhod/base/text.hpp"
#include "xml/tokenizer.hpp"

namespace lunokhod::sheets::ods {
namespace {

constexpr std::int64_t most_iterations = 2'000'000;  // LibreOffice uses 100,000
constexpr std::size_t key_size = 32, summed_bytes = 1024;

struct Method {
  std::string algorithm, vector, derivation, salt, start_key, checksum_type, checksum;
  std::int64_t iterations = 0;

  bool known() const {
    return algorithm.ends_with("#aes256-cbc") && vector.size() == 16 && derivation.ends_with("PBKDF2") &&
           start_key.ends_with("#sha256") && checksum_type.ends_with("#sha256-1k") && iterations > 0 &&
           iterations <= most_iterations;
  }
};

std::string decoded(xml::Tokenizer& tokens, std::string_view name) {
  return crypto::from_base64(tokens.attribute(name)).value_or("");
}

Result<Method> method_of_content(const std::string& manifest) {
  auto window = TRY(xml::Window::open(std::make_unique<zip::MemorySource>(manifest)));
  xml::Tokenizer tokens(window);
  Method method;
  bool content = false;
  for (auto token = tokens.next(); token != xml::Token::finished; token = tokens.next()) {
    if (token != xml::Token::start) continue;
    if (tokens.is("file-entry")) content = tokens.attribute("full-path") == "content.xml";
    if (!content) continue;
    if (tokens.is("encryption-data")) {
      method.checksum_type = tokens.attribute("checksum-type");
      method.checksum = decoded(tokens, "checksum");
    } else if (tokens.is("algorithm")) {
      method.algorithm = tokens.attribute("algorithm-name");
      method.vector = decoded(tokens, "initialisation-vector");
    } else if (tokens.is("key-derivation")) {
      method.derivation = tokens.attribute("key-derivation-name");
      method.salt = decoded(tokens, "salt");
      method.iterations = text::parse_integer(tokens.attribute("iteration-count")).value_or(0);
    } else if (tokens.is("start-key-generation")) {
      method.start_key = tokens.attribute("start-key-generation-name");
    }
  }
  return method;
}

}  // namespace

bool is_encrypted(std::string_view manifest) {
  return manifest.find("encryption-data") != manifest.npos;
}

Result<std::string> decrypt_content(const std::string& manifest, std::string_view encrypted,
                                    const std::string& password) {
  if (password.empty())
    return Error{Code::encrypted, "the document is protected with a password", "open it with password = \"…\""};
  const Method method = TRY(method_of_content(manifest));
  if (!method.known())
    return Error{Code::encrypted, "the document is encrypted in a way that is not read here",
                 "open it in LibreOffice and save it without a password"};
  const std::string start = crypto::digest("SHA256", password);
  const std::string key =
      crypto::pbkdf2_sha1(start, method.salt, static_cast<std::uint32_t>(method.iterations), key_size);
  auto plain = crypto::aes_cbc_decrypt(key, method.vector, encrypted);
  const std::size_t padding = plain && !plain->empty() ? static_cast<unsigned char>(plain->back()) : 0;
  const bool padded = padding >= 1 && padding <= 16 && padding <= plain->size();
  if (padded) plain->resize(plain->size() - padding);
  if (!padded || crypto::digest("SHA256", std::string_view(*plain).substr(0, summed_bytes)) != method.checksum)
    return Error{Code::encrypted, "the password does not open the document", "check the password"};
  return *std::move(plain);
}

}  // namespace lunokhod::sheets::ods
