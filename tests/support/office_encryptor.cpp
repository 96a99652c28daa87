#include "office_encryptor.hpp"

#include <openssl/evp.h>

#include <vector>

#include "biff_builder.hpp"
#include "lunokhod/base/encoding.hpp"
#include "ole_builder.hpp"
#include "zip_builder.hpp"

namespace lunokhod::testing {
namespace {

const std::string salt = "0123456789abcdef";

std::string hash(const EVP_MD* method, const std::string& bytes) {
  std::string out(EVP_MAX_MD_SIZE, '\0');
  unsigned size = 0;
  EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(out.data()), &size, method, nullptr);
  out.resize(size);
  return out;
}

std::string encrypt(const EVP_CIPHER* method, const std::string& key, const std::string& vector, std::string bytes) {
  bytes.resize((bytes.size() + 15) / 16 * 16, '\0');
  EVP_CIPHER_CTX* context = EVP_CIPHER_CTX_new();
  std::string out(bytes.size(), '\0');
  int size = 0;
  const auto raw = [](const std::string& text) { return reinterpret_cast<const unsigned char*>(text.data()); };
  EVP_EncryptInit_ex(context, method, nullptr, raw(key), vector.empty() ? nullptr : raw(vector));
  EVP_CIPHER_CTX_set_padding(context, 0);
  EVP_EncryptUpdate(context, reinterpret_cast<unsigned char*>(out.data()), &size, raw(bytes),
                    static_cast<int>(bytes.size()));
  EVP_CIPHER_CTX_free(context);
  return out;
}

std::string wide(const std::string& text) {
  return *from_utf8(text, Encoding::utf16le);
}
std::string number(unsigned value) {
  return Bytes().u32(value).str();
}

std::string base64(const std::string& bytes) {
  std::string out((bytes.size() + 2) / 3 * 4 + 1, '\0');
  const int size =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                      reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  out.resize(static_cast<std::size_t>(size));
  return out;
}

std::string spun(const EVP_MD* method, const std::string& password, unsigned spins) {
  std::string current = hash(method, salt + wide(password));
  for (unsigned i = 0; i < spins; ++i) current = hash(method, number(i) + current);
  return current;
}

std::string container(const std::string& info, const std::string& package, const std::string& encrypted) {
  return make_ole({{"EncryptionInfo", info}, {"EncryptedPackage", Bytes().u64(package.size()).raw(encrypted).str()}});
}

// The RC4 key of a block of 1,024 bytes.
class Rc4Key {
 public:
  Rc4Key(const std::string& password, unsigned block) {
    std::string mixed;
    const std::string first = hash(EVP_md5(), wide(password)).substr(0, 5);
    for (int i = 0; i < 16; ++i) mixed += first + salt;
    const std::string key = hash(EVP_md5(), hash(EVP_md5(), mixed).substr(0, 5) + number(block));
    for (unsigned i = 0; i < 256; ++i) state_.push_back(static_cast<unsigned char>(i));
    for (unsigned i = 0, j = 0; i < 256; ++i) {
      j = (j + state_[i] + static_cast<unsigned char>(key[i % key.size()])) % 256;
      std::swap(state_[i], state_[j]);
    }
  }
  char next() {
    a_ = (a_ + 1) % 256;
    b_ = (b_ + state_[a_]) % 256;
    std::swap(state_[a_], state_[b_]);
    return static_cast<char>(state_[(state_[a_] + state_[b_]) % 256]);
  }

 private:
  std::vector<unsigned char> state_;
  unsigned a_ = 0, b_ = 0;
};

}  // namespace

std::string encrypt_standard(const std::string& package, const std::string& password) {
  const std::string last = hash(EVP_sha1(), spun(EVP_sha1(), password, 50'000) + std::string(4, '\0'));
  std::string inner(64, '\x36');
  for (std::size_t i = 0; i < last.size(); ++i) inner[i] = static_cast<char>(inner[i] ^ last[i]);
  const std::string key = hash(EVP_sha1(), inner).substr(0, 16);
  const auto lock = [&](const std::string& bytes) { return encrypt(EVP_aes_128_ecb(), key, "", bytes); };
  const std::string verifier = "a secret verifie";
  const std::string header =
      Bytes().u32(0x24).u32(0).u32(0x660E).u32(0x8004).u32(128).u32(24).u32(0).u32(0).u16(0).str();
  const std::string info = Bytes()
                               .u16(3)
                               .u16(2)
                               .u32(0x24)
                               .u32(header.size())
                               .raw(header)
                               .u32(16)
                               .raw(salt)
                               .raw(lock(verifier))
                               .u32(20)
                               .raw(lock(hash(EVP_sha1(), verifier)))
                               .str();
  return container(info, package, lock(package));
}

std::string encrypt_agile(const std::string& package, const std::string& password, unsigned spins) {
  const EVP_MD* method = EVP_sha512();
  const std::string hashed = spun(method, password, spins), package_key = "the key of the package is 32 b..";
  const auto lock = [&](const std::string& purpose, const std::string& bytes) {
    return base64(encrypt(EVP_aes_256_cbc(), hash(method, hashed + purpose).substr(0, 32), salt, bytes));
  };
  const std::string verifier = "a secret verifie";
  const std::string method_words = R"( saltSize="16" blockSize="16" keyBits="256" hashSize="64" cipherAlgorithm="AES" )"
                                   R"(cipherChaining="ChainingModeCBC" hashAlgorithm="SHA512" saltValue=")" +
                                   base64(salt) + "\"";
  const std::string xml = R"(<?xml version="1.0"?><encryption xmlns:p="p"><keyData)" + method_words +
                          "/><keyEncryptors><keyEncryptor><p:encryptedKey spinCount=\"" + std::to_string(spins) + "\"" +
                          method_words + " encryptedVerifierHashInput=\"" +
                          lock("\xFE\xA7\xD2\x76\x3B\x4B\x9E\x79", verifier) + "\" encryptedVerifierHashValue=\"" +
                          lock("\xD7\xAA\x0F\x6D\x30\x61\x34\x4E", hash(method, verifier)) + "\" encryptedKeyValue=\"" +
                          lock("\x14\x6E\x0B\xE7\xAB\xAC\xD0\xD6", package_key) +
                          "\"/></keyEncryptor></keyEncryptors></encryption>";
  std::string encrypted;
  for (std::size_t at = 0; at < package.size(); at += 4096)
    encrypted +=
        encrypt(EVP_aes_256_cbc(), package_key,
                hash(method, salt + number(static_cast<unsigned>(at / 4096))).substr(0, 16), package.substr(at, 4096));
  return container(Bytes().u16(4).u16(4).u32(0x40).raw(xml).str(), package, encrypted);
}

std::string rc4_file_pass(const std::string& password) {
  std::string check = "a secret verifie";
  check += hash(EVP_md5(), check);
  Rc4Key key(password, 0);
  for (char& c : check) c = static_cast<char>(c ^ key.next());
  return biff_record(0x2F, Bytes().u16(1).u16(1).u16(1).raw(salt).raw(check).str());
}

std::string rc4_encrypt(const std::string& stream, const std::string& password) {
  std::string out = stream;
  std::string pad;
  for (unsigned block = 0; pad.size() < stream.size(); ++block) {
    Rc4Key key(password, block);
    for (int i = 0; i < 1024; ++i) pad += key.next();
  }
  for (std::size_t at = 0; at + 4 <= stream.size();) {
    const auto u16 = [&](std::size_t where) {
      return static_cast<unsigned char>(stream[where]) | static_cast<unsigned char>(stream[where + 1]) << 8;
    };
    const unsigned type = static_cast<unsigned>(u16(at)), size = static_cast<unsigned>(u16(at + 2));
    const std::size_t skip = type == 0x0809 || type == 0x2F ? size : type == 0x85 ? 4 : 0;
    for (std::size_t i = at + 4 + skip; i < at + 4 + size && i < out.size(); ++i)
      out[i] = static_cast<char>(out[i] ^ pad[i]);
    at += 4 + size;
  }
  return out;
}

std::string encrypt_ods(const std::string& content, const std::string& password, unsigned iterations) {
  const std::string packed = deflated(content), vector(16, '\7'), start = hash(EVP_sha256(), password);
  std::string key(32, '\0'), padded = packed;
  PKCS5_PBKDF2_HMAC_SHA1(start.data(), static_cast<int>(start.size()),
                         reinterpret_cast<const unsigned char*>(salt.data()), static_cast<int>(salt.size()),
                         static_cast<int>(iterations), static_cast<int>(key.size()),
                         reinterpret_cast<unsigned char*>(key.data()));
  const std::size_t padding = 16 - packed.size() % 16;
  padded.append(padding, static_cast<char>(padding));
  const std::string names = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";
  const std::string manifest =
      "<manifest:manifest xmlns:manifest=\"" + names +
      "\"><manifest:file-entry manifest:full-path=\"content.xml\"><manifest:encryption-data manifest:checksum-type=\"" +
      names + "#sha256-1k\" manifest:checksum=\"" + base64(hash(EVP_sha256(), packed.substr(0, 1024))) +
      "\"><manifest:algorithm manifest:algorithm-name=\"http://www.w3.org/2001/04/xmlenc#aes256-cbc\" "
      "manifest:initialisation-vector=\"" +
      base64(vector) +
      "\"/><manifest:key-derivation manifest:key-derivation-name=\"PBKDF2\" manifest:key-size=\"32\" "
      "manifest:iteration-count=\"" +
      std::to_string(iterations) + "\" manifest:salt=\"" + base64(salt) +
      "\"/><manifest:start-key-generation "
      "manifest:start-key-generation-name=\"http://www.w3.org/2000/09/xmldsig#sha256\" "
      "manifest:key-size=\"32\"/></manifest:encryption-data></manifest:file-entry></manifest:manifest>";
  return make_zip({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet", true},
                   {"content.xml", encrypt(EVP_aes_256_cbc(), key, vector, padded), true},
                   {"META-INF/manifest.xml", manifest}});
}

}  // namespace lunokhod::testing
