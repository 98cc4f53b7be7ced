variable "encrypted" {}

# ruleid: aws-unencrypted-block-device
resource "aws_instance" "unsaid" {
  ami = "ami-1"
}

resource "aws_instance" "plain" {
  root_block_device {
    # ruleid: aws-unencrypted-block-device
    encrypted = false
  }

  # ruleid: aws-unencrypted-block-device
  ebs_block_device {
    device_name = "/dev/sdb"
  }
}

resource "aws_launch_template" "plain" {
  block_device_mappings {
    device_name = "/dev/sda1"

    # ruleid: aws-unencrypted-block-device
    ebs {
      volume_size = 8
    }
  }
}

resource "aws_instance" "encrypted" {
  root_block_device {
    # ok: aws-unencrypted-block-device
    encrypted = true
  }
}

resource "aws_instance" "unknown" {
  root_block_device {
    # undecided: aws-unencrypted-block-device
    encrypted = var.encrypted
  }
}
