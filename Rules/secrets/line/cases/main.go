// ruleid: line-channel-access-token
	LineChannelAccessToken: "0dbu1eEPGnORp5im/ABt2cJV+DR3mhyvat3mjUgKAuYwaZ4l619KDlQHuURT7Ranb6w9UgaZtzYN0NTpzsDUSJMw/Gut+5q8MbXC5Q9UDSrykkMRG1PNdpcj6EviMaquPcQ5zqShoOi6OpXVDheRLiETwSvZG7UJuYcWba28emY=",
// ruleid: line-notify-token
	LineNotifyToken: "EwSIaGEKLTKg4I1WWtdqMLekFZOEWRE7MxCVbEyqe2V",
