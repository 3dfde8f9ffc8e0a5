# What `exiftool -j -a -G0:1:4 FILE` prints of each file, as FILE.json: each in a process of its own, forked before any
# file was read, with the modules already loaded that the first file needs.  perl judge.pl LIB JOBS [-n] FILES...
use strict;
use POSIX ();
my ($lib, $jobs, @files) = @ARGV;
my $numeric = $files[0] eq '-n' && shift @files;
unshift @INC, $lib;
require Image::ExifTool;
require Image::ExifTool::XMP;

sub text {
  my $value = shift;
  return '[' . join(',', map { text($_) } @$value) . ']' if ref $value eq 'ARRAY';
  $value = Image::ExifTool::XMP::SerializeStruct(undef, $value) if ref $value eq 'HASH';
  $value = $$value =~ /^Binary data/ ? "($$value)" : '(Binary data ' . length($$value) . ' bytes)' if ref $value eq 'SCALAR';
  $value =~ s/^\(Binary data (\d+) bytes\)$/(Binary data $1 bytes, use -b option to extract)/;
  $value = lc $value if $value =~ /^(true|false)$/i;
  $value =~ tr/\0//d;
  $value =~ s/(["\\])/\\$1/g;
  $value =~ s/([\0-\x1f\x7f])/sprintf('\\u%.4x', ord $1)/eg;
  Image::ExifTool::XMP::FixUTF8(\$value);
  # As Perl prints them: letters beyond Latin-1 in UTF-8, else a byte each.
  utf8::encode($value) unless utf8::downgrade($value, 1);
  return "\"$value\"";
}

sub judge {
  my $file = shift;
  my $tool = Image::ExifTool->new;
  $tool->Options(Duplicates => 1, PrintConv => $numeric ? 0 : 1, List => 1);
  $tool->ExtractInfo($file);
  my $info = $tool->GetInfo;
  my @tags = map {
    text($tool->GetGroup($_, '0:1:4') . ':' . Image::ExifTool::GetTagName($_)) . ':' . text($$info{$_});
  } $tool->GetTagList($info);
  open my $out, '>', "$file.json";
  print $out '{' . join(",\n", @tags) . "}\n";
  close $out;
}

# The modules of the first file, in the order in which they are loaded.
pipe my $told, my $tell;
unless (fork) {
  open STDERR, '>', '/dev/null';
  my @loaded;
  unshift @INC, sub { push @loaded, $_[1]; return };
  judge($files[0]);
  print $tell map { "$_\n" } grep { $INC{$_} && m{^Image/ExifTool/} } @loaded;
  close $tell;
  POSIX::_exit(0);
}
close $tell;
while (my $module = <$told>) { chomp $module; require $module }
1 while wait > 0;

my $running = 0;
for my $file (@files) {
  if ($running >= $jobs) { wait; $running-- }
  if (fork) { $running++; next }
  open STDERR, '>', '/dev/null';
  alarm 60;
  judge($file);
  POSIX::_exit(0);
}
1 while wait > 0;
