// Which tags that ExifTool prints tell how a picture is coded and shown: they are no metadata, and a clean file has them.

const groups = new Set(['ExifTool', 'File', 'Composite', 'ICC_Profile', 'JFIF', 'APP14']);
const notOfThem = new Set(['Comment', 'CurrentIPTCDigest', 'ThumbnailImage', 'ThumbnailTIFF']);

/** By family: names of TIFF 6, DNG, PNG, GIF, WebP, HEIF, AVIF and PSD. */
const names = Object.fromEntries(
  Object.entries({
    EXIF: `SubfileType OldSubfileType ImageWidth ImageHeight BitsPerSample Compression PhotometricInterpretation FillOrder
      StripOffsets StripByteCounts RowsPerStrip SamplesPerPixel PlanarConfiguration TileWidth TileLength TileOffsets
      TileByteCounts Predictor ColorMap ExtraSamples SampleFormat JPEGTables YCbCrCoefficients YCbCrSubSampling
      YCbCrPositioning ReferenceBlackWhite WhitePoint PrimaryChromaticities TransferFunction XResolution YResolution
      ResolutionUnit PageNumber Orientation PreviewImage PreviewImageStart PreviewImageLength PreviewTIFF ThumbnailTIFF
      DNGVersion DNGBackwardVersion UniqueCameraModel ColorMatrix1 CalibrationIlluminant1 AsShotNeutral
      BaselineExposure BaselineNoise BaselineSharpness LinearResponseLimit ActiveArea BlackLevel WhiteLevel CFALayout
      CFAPattern2 CFAPlaneColor CFARepeatPatternDim DefaultCropOrigin DefaultCropSize`,
    PNG: `ImageWidth ImageHeight BitDepth ColorType Compression Filter Interlace Palette PaletteHistogram Transparency
      BackgroundColor Gamma WhitePointX WhitePointY RedX RedY GreenX GreenY BlueX BlueY SRGBRendering SignificantBits
      ProfileName PixelUnits PixelsPerUnitX PixelsPerUnitY AnimationFrames AnimationPlays ColorPrimaries
      TransferCharacteristics MatrixCoefficients VideoFullRangeFlag ImageOffset SubjectUnits SubjectPixelWidth
      SubjectPixelHeight StereoMode`,
    GIF: `GIFVersion ImageWidth ImageHeight HasColorMap ColorResolutionDepth BitsPerPixel BackgroundColor
      AnimationIterations FrameCount Duration TransparentColor`,
    RIFF: `ImageWidth ImageHeight WebP_Flags VP8Version HorizontalScale VerticalScale AlphaIsUsed AlphaPreprocessing
      AlphaFiltering AlphaCompression BackgroundColor AnimationLoopCount Duration`,
    Jpeg2000: 'MajorBrand MinorVersion CompatibleBrands',
    QuickTime: `MajorBrand MinorVersion CompatibleBrands HandlerType PrimaryItemReference ImageSpatialExtent
      ImagePixelDepth Rotation Mirroring CleanAperture PixelAspectRatio AuxiliaryImageType MetaImageSize MediaData
      MediaDataSize MediaDataOffset ColorProfiles ColorPrimaries TransferCharacteristics MatrixCoefficients VideoFullRangeFlag
      HEVCConfigurationVersion GeneralProfileSpace GeneralTierFlag GeneralProfileIDC GenProfileCompatibilityFlags
      ConstraintIndicatorFlags GeneralLevelIDC MinSpatialSegmentationIDC ParallelismType ChromaFormat BitDepthLuma
      BitDepthChroma AverageFrameRate ConstantFrameRate NumTemporalLayers TemporalIDNested AV1ConfigurationVersion
      SeqProfile SeqLevelIdx0 SeqTier0 HighBitDepth TwelveBit ChromaSamplePosition InitialDelaySamples`,
    Photoshop:
      'NumChannels ImageWidth ImageHeight BitDepth ColorMode XResolution YResolution DisplayedUnitsX DisplayedUnitsY',
  }).map(([family, list]) => [family, new Set(list.split(/\s+/))]),
);

/** Whether a tag, as `Family:Group:Name`, is one of them. */
export function isStructure(tag) {
  const [family, ...rest] = tag.split(':');
  const name = rest.at(-1);
  return groups.has(family) ? !notOfThem.has(name) : names[family]?.has(name) === true;
}
