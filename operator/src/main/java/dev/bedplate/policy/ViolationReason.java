package dev.bedplate.policy;

/** Why an image violates a policy; the names are part of the public contract. */
public enum ViolationReason {
  DistributionDenied,
  DistributionNotAllowed,
  DistributionEndOfLife,
  LibcDenied,
  LibcNotAllowed,
  ForeignBinary,
  CompressedSizeExceeded,
  UnpackedSizeExceeded,
  AddedSizeExceeded,
  TooManyLayers,
  TooManyPackages,
  PackageDenied,
  PackageManagerPresent,
  BusyBoxPresent,
  ShellPresent,
  DownloaderPresent,
  DebuggerPresent,
  CompilerPresent,
  BaseImageDenied,
  BaseImageNotAllowed,
  BaseImageUnverified,
  ImageTooOld,
  ExpressionFailed
}
