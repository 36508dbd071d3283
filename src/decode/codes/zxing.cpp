#include "decode/codes/zxing.h"

#define ZX_USE_UTF8 1
#include <ZXing/ReadBarcode.h>

using namespace ZXing;

namespace {

/* ZXing 2.2 has another name for it. */
#if __has_include(<ZXing/ReaderOptions.h>)
using Hints = ReaderOptions;
#else
using Hints = DecodeHints;
#endif

Hints hints_of(zxing_kind kind)
{
    const BarcodeFormats matrix = BarcodeFormat::Aztec | BarcodeFormat::DataMatrix;
    const BarcodeFormats formats[] = { BarcodeFormat::QRCode, matrix,
        matrix | BarcodeFormat::PDF417 };
    return Hints()
        .setFormats(formats[kind])
        .setTryRotate(kind != ZXING_QR)
        .setTryDownscale(kind != ZXING_QR)
        .setBinarizer(kind == ZXING_QR ? Binarizer::FixedThreshold : Binarizer::LocalAverage);
}

bool give(const Result &result, zxing_take take, void *context)
{
    zxing_code code = {};
    const auto &bytes = result.bytes();
    const std::string text = result.text();
    code.bytes = reinterpret_cast<const char *>(bytes.data());
    code.size = bytes.size();
    code.text = text.data();
    code.text_size = text.size();
    code.is_part = result.isPartOfSequence();
    for (int i = 0; i < 4; i++) {
        code.corners[i][0] = result.position()[i].x;
        code.corners[i][1] = result.position()[i].y;
    }
    return take(context, &code);
}

} // namespace

/* What it throws must not leave C++. */
bool zxing_find(const zxing_grey *grey, zxing_kind kind, zxing_take take, void *context)
{
    try {
        const ImageView view(grey->pixels, grey->width, grey->height, ImageFormat::Lum);
        for (const auto &result : ReadBarcodes(view, hints_of(kind))) {
            if (!give(result, take, context)) {
                return false;
            }
        }
        return true;
    } catch (...) {
        return false;
    }
}
