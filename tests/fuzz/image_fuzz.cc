// Any bytes as an image of each kind, as an audio file, as an XMP sidecar and as a C2PA manifest.
#include "formats/audio.h"
#include "formats/c2pa.h"
#include "formats/image.h"
#include "formats/xmp.h"
#include "support/fuzz_document.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = imprimatur::fuzz::as_text(data, size);
  imprimatur::fuzz::check_reader(*imprimatur::make_jpeg_reader(), bytes, "fuzz.jpg", 1);
  imprimatur::fuzz::check_reader(*imprimatur::make_png_reader(), bytes, "fuzz.png", 1);
  imprimatur::fuzz::check_reader(*imprimatur::make_webp_reader(), bytes, "fuzz.webp", 1);
  imprimatur::fuzz::check_reader(*imprimatur::make_tiff_reader(), bytes, "fuzz.tif", 1);
  imprimatur::fuzz::check_reader(*imprimatur::make_audio_reader(), bytes, "fuzz.mp3", 1);
  imprimatur::fuzz::check_reader(*imprimatur::make_xmp_reader(), bytes, "fuzz.xmp", 1);
  imprimatur::fuzz::check_reader(*imprimatur::make_c2pa_reader(), bytes, "fuzz.c2pa", 1);
  return 0;
}
